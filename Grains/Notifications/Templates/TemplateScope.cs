using System.Globalization;
using System.Text.Json;
using OrleansBackends.Grains.Notifications.Templates.Liquid;

namespace OrleansBackends.Grains.Notifications.Templates;

/// <summary>
/// What a template sees: <c>payload</c>, <c>subscriber</c>, and each member of the extras under its own name. JSON alone, so no member of a type of ours
/// can be reached. One scope serves all templates of a message.
/// </summary>
internal sealed class TemplateScope
{
    private readonly Dictionary<string, object?> roots = new(StringComparer.Ordinal);

    public TemplateScope(JsonElement payload, JsonElement subscriber, JsonElement extras = default)
    {
        if (extras.ValueKind == JsonValueKind.Object)
        {
            foreach (var extra in extras.EnumerateObject())
            {
                roots[extra.Name] = LiquidValue.Of(extra.Value);
            }
        }

        roots["payload"] = LiquidValue.Of(payload);
        roots["subscriber"] = LiquidValue.Of(subscriber);
    }

    /// <summary>A language tag, for the names of days and months.</summary>
    public string? Locale { get; init; }

    /// <summary>The zone that instants are shown in.</summary>
    public TimeZoneInfo Zone { get; init; } = TimeZoneInfo.Utc;

    public IReadOnlyDictionary<string, object?> Roots => roots;

    public CultureInfo Culture => Locales.Culture(Locale);
}
