using OrleansBackends.Grains.Interfaces.Links.Rules;

namespace OrleansBackends.Grains.Interfaces.Links;

/// <summary>What a new link is made of. Without an owner it is anonymous: no custom code, and an end after 30 days.</summary>
[GenerateSerializer, Immutable, Alias("links.new-link")]
public sealed record NewLink
{
    [Id(0)] public UserId? Owner { get; init; }
    [Id(1)] public required string Url { get; init; }
    [Id(2)] public string? Code { get; init; }
    [Id(3)] public string? Title { get; init; }
    [Id(4)] public string? Note { get; init; }
    [Id(5)] public IReadOnlyList<string> Tags { get; init; } = [];
    [Id(6)] public DateTimeOffset? StartsAt { get; init; }
    [Id(7)] public DateTimeOffset? ExpiresAt { get; init; }
    [Id(8)] public string? FallbackUrl { get; init; }
    [Id(9)] public int? MaxVisits { get; init; }
    /// <summary>The password in the kept form of the frontend's hashing pool.</summary>
    [Id(10)] public string? Password { get; init; }
    [Id(11)] public bool ForwardQuery { get; init; }
    [Id(12)] public int RedirectStatus { get; init; } = 302;

    /// <summary>Tells a repeat of the same request from another one for the same code.</summary>
    [Id(13)] public string RequestHash { get; init; } = "";

    [Id(14)] public IReadOnlyList<RedirectRule> Rules { get; init; } = [];
}

/// <summary>A change of a link: what is not set stays.</summary>
[GenerateSerializer, Immutable, Alias("links.change")]
public sealed record LinkChange
{
    [Id(0)] public Optional<string> Url { get; init; }
    [Id(1)] public Optional<string> Title { get; init; }
    [Id(2)] public Optional<string> Note { get; init; }
    [Id(3)] public Optional<IReadOnlyList<string>> Tags { get; init; }
    [Id(4)] public Optional<DateTimeOffset?> StartsAt { get; init; }
    [Id(5)] public Optional<DateTimeOffset?> ExpiresAt { get; init; }
    [Id(6)] public Optional<string> FallbackUrl { get; init; }
    [Id(7)] public Optional<int?> MaxVisits { get; init; }
    [Id(8)] public Optional<string> Password { get; init; }
    [Id(9)] public Optional<bool> ForwardQuery { get; init; }
    [Id(10)] public Optional<int> RedirectStatus { get; init; }
    [Id(11)] public Optional<bool> Archived { get; init; }
    [Id(12)] public IReadOnlyList<string> AddTags { get; init; } = [];
    [Id(13)] public IReadOnlyList<string> RemoveTags { get; init; } = [];
    [Id(14)] public Optional<IReadOnlyList<RedirectRule>> Rules { get; init; }
}

/// <summary>Where a link stands; of several the first that holds, in this order.</summary>
[GenerateSerializer, Alias("links.status")]
public enum LinkStatus
{
    Suspended,
    Archived,
    Scheduled,
    Expired,
    Exhausted,
    Active,
}

[GenerateSerializer, Immutable, Alias("links.click-totals")]
public sealed record ClickTotals([property: Id(0)] long Total, [property: Id(1)] long Human, [property: Id(2)] long Bots)
{
    public static ClickTotals None { get; } = new(0, 0, 0);
}

/// <summary>A link as its owner sees it. The frontend adds <see cref="ShortUrl"/>; clicks are those of the last snapshot of the statistics.</summary>
[GenerateSerializer, Immutable, Alias("links.view")]
public sealed record LinkView : IVersioned
{
    [Id(0)] public required string Code { get; init; }
    [Id(1)] public string ShortUrl { get; init; } = "";
    [Id(2)] public required string Url { get; init; }
    [Id(3)] public required string DisplayHost { get; init; }
    [Id(4)] public string? Title { get; init; }
    [Id(5)] public string? Note { get; init; }
    [Id(6)] public required IReadOnlyList<string> Tags { get; init; }
    [Id(7)] public DateTimeOffset? StartsAt { get; init; }
    [Id(8)] public DateTimeOffset? ExpiresAt { get; init; }
    [Id(9)] public string? FallbackUrl { get; init; }
    [Id(10)] public int? MaxVisits { get; init; }
    [Id(11)] public int VisitsUsed { get; init; }
    [Id(12)] public bool HasPassword { get; init; }
    [Id(13)] public bool ForwardQuery { get; init; }
    [Id(14)] public int RedirectStatus { get; init; }
    [Id(15)] public LinkStatus Status { get; init; }
    [Id(16)] public string? SuspendedReason { get; init; }
    [Id(17)] public ClickTotals Clicks { get; init; } = ClickTotals.None;
    [Id(18)] public DateTimeOffset CreatedAt { get; init; }
    [Id(19)] public DateTimeOffset UpdatedAt { get; init; }
    [Id(20)] public DateTimeOffset? LastClickAt { get; init; }
    [Id(21)] public int Version { get; init; }
    [Id(22)] public IReadOnlyList<RedirectRule> Rules { get; init; } = [];
}

/// <summary>The answer of a create. <paramref name="Existed"/> is true when the owner had this very link already.</summary>
[GenerateSerializer, Immutable, Alias("links.created")]
public sealed record CreatedLink([property: Id(0)] LinkView Link, [property: Id(1)] bool Existed);
