using OrleansBackends.Grains.Interfaces.Links.Guard;

namespace OrleansBackends.Grains.Interfaces.Links.Lists;

[GenerateSerializer, Alias("links.tag-mode")]
public enum TagMode
{
    Any,
    All,
    None,
}

[GenerateSerializer, Alias("links.sort")]
public enum LinkSort
{
    NewestFirst,
    OldestFirst,
    MostClicks,
    LastClick,
}

/// <summary>Which links of an owner; what is null does not matter. Archived ones appear only when their status is asked for.</summary>
[GenerateSerializer, Immutable, Alias("links.filter")]
public sealed record LinkFilter
{
    [Id(0)] public string? Text { get; init; }
    [Id(1)] public IReadOnlyList<string> Tags { get; init; } = [];
    [Id(2)] public TagMode TagMode { get; init; }
    [Id(3)] public LinkStatus? Status { get; init; }
    [Id(4)] public string? Host { get; init; }
    [Id(5)] public DateTimeOffset? From { get; init; }
    [Id(6)] public DateTimeOffset? To { get; init; }
    [Id(7)] public LinkSort Sort { get; init; }
}

[GenerateSerializer, Immutable, Alias("links.tag-count")]
public sealed record TagCount([property: Id(0)] string Tag, [property: Id(1)] int Count);

/// <summary>A reported link as administrators see it.</summary>
[GenerateSerializer, Immutable, Alias("links.reported")]
public sealed record ReportedLink(
    [property: Id(0)] string Code, [property: Id(1)] string Url, [property: Id(2)] string? SuspendedReason, [property: Id(3)] int Count,
    [property: Id(4)] DateTimeOffset LastReportAt, [property: Id(5)] IReadOnlyList<ReportView> Reports);

[GenerateSerializer, Immutable, Alias("links.report-view")]
public sealed record ReportView([property: Id(0)] ReportReason Reason, [property: Id(1)] string? Comment, [property: Id(2)] DateTimeOffset At);

/// <summary>A link as the sweep needs it.</summary>
[GenerateSerializer, Immutable, Alias("links.sweep-row")]
public sealed record SweepRow(
    [property: Id(0)] string Code, [property: Id(1)] string Host, [property: Id(2)] string Url, [property: Id(3)] string? SuspendedReason,
    [property: Id(4)] IReadOnlyList<string> OtherTargets);
