namespace OrleansBackends.Grains.Interfaces.Links.Stats;

[GenerateSerializer, Immutable, Alias("links.key-count")]
public sealed record KeyCount([property: Id(0)] string Key, [property: Id(1)] long Count);

[GenerateSerializer, Immutable, Alias("links.day-count")]
public sealed record DayCount(
    [property: Id(0)] DateOnly Day, [property: Id(1)] long Human, [property: Id(2)] long Bots, [property: Id(3)] long Unique);

/// <summary>
/// Statistics of a range of UTC days. <see cref="Unique"/> counts people: exactly while they are few, else with the standard error
/// <see cref="UniqueError"/>. Dimensions count people too; what is beyond the largest keys of a day is under <c>other</c>.
/// </summary>
[GenerateSerializer, Immutable, Alias("links.stats-view")]
public sealed record StatsView
{
    [Id(0)] public long Total { get; init; }
    [Id(1)] public long Human { get; init; }
    [Id(2)] public long Bots { get; init; }
    [Id(3)] public long Unique { get; init; }
    [Id(4)] public double UniqueError { get; init; }
    [Id(5)] public required IReadOnlyList<DayCount> Series { get; init; }
    [Id(6)] public required IReadOnlyList<long> Hours { get; init; }
    [Id(7)] public required IReadOnlyList<KeyCount> Referrers { get; init; }
    [Id(8)] public required IReadOnlyList<KeyCount> Browsers { get; init; }
    [Id(9)] public required IReadOnlyList<KeyCount> Os { get; init; }
    [Id(10)] public required IReadOnlyList<KeyCount> Devices { get; init; }
    [Id(11)] public required IReadOnlyList<KeyCount> Countries { get; init; }
    [Id(12)] public required IReadOnlyList<KeyCount> Languages { get; init; }

    /// <summary>By place of the redirect rule that was taken; <c>default</c> where none was.</summary>
    [Id(13)] public required IReadOnlyList<KeyCount> Rules { get; init; }
}

/// <summary>All-time counters, as the live topic carries them.</summary>
[GenerateSerializer, Immutable, Alias("links.counters")]
public sealed record ClickCounters(
    [property: Id(0)] long Total, [property: Id(1)] long Human, [property: Id(2)] long Bots, [property: Id(3)] long Unique,
    [property: Id(4)] int PerMinute, [property: Id(5)] DateTimeOffset? LastClickAt);
