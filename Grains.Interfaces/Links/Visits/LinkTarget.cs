using OrleansBackends.Grains.Interfaces.Links.Rules;

namespace OrleansBackends.Grains.Interfaces.Links.Visits;

/// <summary>What meets a visitor, in the order in which it is checked.</summary>
[GenerateSerializer, Alias("links.outcome")]
public enum LinkOutcome
{
    NotFound,
    Deleted,
    Suspended,
    NotStarted,
    Ended,
    NeedsPassword,

    /// <summary>The link has a visit limit and nothing was claimed, so its target is not told.</summary>
    Hidden,
    Redirect,
}

/// <summary>
/// A link as a redirect needs it. Frontends keep those without password and visit limit for a few seconds and compare the dates on each hit.
/// </summary>
[GenerateSerializer, Immutable, Alias("links.target")]
public sealed record LinkTarget
{
    public static LinkTarget Unknown { get; } = new() { Fixed = LinkOutcome.NotFound };

    [Id(0)] public string Code { get; init; } = "";

    /// <summary>What holds whatever the time is: not found, deleted, suspended, needs a password, hidden or used up; null otherwise.</summary>
    [Id(1)] public LinkOutcome? Fixed { get; init; }

    [Id(2)] public string? Url { get; init; }
    [Id(3)] public string? Title { get; init; }
    [Id(4)] public string? FallbackUrl { get; init; }
    [Id(5)] public DateTimeOffset? StartsAt { get; init; }
    [Id(6)] public DateTimeOffset? ExpiresAt { get; init; }
    [Id(7)] public int RedirectStatus { get; init; } = 302;
    [Id(8)] public bool ForwardQuery { get; init; }
    [Id(9)] public bool HasPassword { get; init; }
    [Id(10)] public bool HasLimit { get; init; }
    [Id(11)] public UserId? Owner { get; init; }

    /// <summary>Tells a link from an earlier one under the same code; statistics of different ones are not added up.</summary>
    [Id(12)] public DateTimeOffset CreatedAt { get; init; }

    [Id(13)] public int Version { get; init; }

    /// <summary>Hidden together with <see cref="Url"/>.</summary>
    [Id(14)] public IReadOnlyList<RedirectRule> Rules { get; init; } = [];

    /// <summary>A strict link is asked for at every hit, because only its grain may say yes.</summary>
    public bool IsStrict => HasPassword || HasLimit;

    /// <summary>Dates come after suspension and before the password; <see cref="ExpiresAt"/> itself is expired.</summary>
    public LinkOutcome OutcomeAt(DateTimeOffset now) =>
        Fixed is LinkOutcome.NotFound or LinkOutcome.Deleted or LinkOutcome.Suspended ? Fixed.Value
        : StartsAt > now ? LinkOutcome.NotStarted
        : ExpiresAt <= now ? LinkOutcome.Ended
        : Fixed ?? LinkOutcome.Redirect;
}
