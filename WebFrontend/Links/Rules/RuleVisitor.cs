using OrleansBackends.Grains.Interfaces.Links.Rules;
using OrleansBackends.WebFrontend.Links.Stats;

namespace OrleansBackends.WebFrontend.Links.Rules;

/// <summary>What redirect rules look at: read from a request only for a link that has rules.</summary>
internal sealed record RuleVisitor
{
    public required string Device { get; init; }
    public required string Os { get; init; }
    public required string Browser { get; init; }

    /// <summary>Folded, those asked for most first.</summary>
    public required IReadOnlyList<string> Languages { get; init; }

    public required IQueryCollection Query { get; init; }
    public required DateTimeOffset At { get; init; }

    public static RuleVisitor Of(HttpRequest request, DateTimeOffset now)
    {
        var (browser, os, device) = UserAgents.Read(request.Headers.UserAgent.ToString());
        return new RuleVisitor
        {
            Device = Bots.IsBot(request) ? "bot" : device,
            Os = os,
            Browser = browser,
            Languages = [.. Stats.Languages.Accepted(request.Headers.AcceptLanguage.ToString())],
            Query = request.Query,
            At = now,
        };
    }

    public bool Meets(RuleCondition condition) => condition.Kind switch
    {
        ConditionKind.Device => Device == condition.Value,
        ConditionKind.Os => Os == condition.Value,
        ConditionKind.Browser => Browser == condition.Value,
        ConditionKind.Language => Languages.Any(l => l == condition.Value || l.StartsWith(condition.Value + '-', StringComparison.Ordinal)),
        // Instants are stored with fixed width, so the order of their texts is theirs.
        ConditionKind.Before => string.CompareOrdinal(At.ToText(), condition.Value) < 0,
        ConditionKind.After => string.CompareOrdinal(At.ToText(), condition.Value) >= 0,
        ConditionKind.Query => Query[condition.Name!].Contains(condition.Value),
        _ => throw new ArgumentOutOfRangeException(nameof(condition), condition.Kind, null),
    };
}
