using System.Text.Json.Serialization;

namespace OrleansBackends.Grains.Interfaces.Common;

/// <summary>So many units per period for one subject. The name is kebab-case and seen by callers in headers.</summary>
[GenerateSerializer, Immutable, Alias("common.limit-policy")]
public sealed record LimitPolicy : IVersioned
{
    /// <summary>Segments of a sliding window where nothing is said.</summary>
    public const int DefaultSegments = 10;

    public const int NetworkFactor = 16;

    [Id(0)]
    public required string Name { get; init; }

    [Id(1)]
    public required LimitAlgorithm Algorithm { get; init; }

    [Id(2)]
    public required long Limit { get; init; }

    /// <summary>0 for concurrency, which knows no period.</summary>
    [Id(3)]
    public long PeriodMs { get; init; }

    /// <summary>The most a token bucket gives at once; null means its limit.</summary>
    [Id(4)]
    public long? Burst { get; init; }

    /// <summary>Parts of a sliding window.</summary>
    [Id(5)]
    public int Segments { get; init; } = DefaultSegments;

    [Id(6)]
    public LimitMode Mode { get; init; }

    [Id(7)]
    public LimitFault OnFault { get; init; }

    /// <summary>A request that ends in 5xx gives its units back.</summary>
    [Id(8)]
    public bool RefundOnFault { get; init; }

    [Id(9)]
    public LimitUnit Unit { get; init; }

    /// <summary>Who is counted on the product's own routes; elsewhere the caller names the subject.</summary>
    [Id(10)]
    public LimitSubjectKind Subject { get; init; }

    /// <summary>Callers by IPv6 are counted by their /48 too, at <see cref="NetworkFactor"/> times the limit.</summary>
    [Id(11)]
    public bool AlsoByNetwork { get; init; }

    [Id(12)]
    public int Version { get; init; }

    [JsonIgnore]
    public TimeSpan Period => TimeSpan.FromMilliseconds(PeriodMs);

    [JsonIgnore]
    public long PeriodNs => PeriodMs * 1_000_000;

    /// <summary>The most that can be taken at once; a cost above it is an error, not a denial.</summary>
    [JsonIgnore]
    public long Capacity => Algorithm == LimitAlgorithm.TokenBucket ? Burst ?? Limit : Limit;

    /// <summary>The same numbers: what was spent under the one is spent under the other.</summary>
    public bool CountsLike(LimitPolicy other) =>
        (Algorithm, Limit, PeriodMs, Capacity, Segments) == (other.Algorithm, other.Limit, other.PeriodMs, other.Capacity, other.Segments);

    /// <summary>The policy of a /48 of IPv6 addresses.</summary>
    public LimitPolicy ForNetwork() => this with { Limit = Limit * NetworkFactor, Burst = Burst * NetworkFactor };

    /// <summary>The part of one of <paramref name="frontends"/> that decide without the grain.</summary>
    public LimitPolicy Share(int frontends) => this with
    {
        Limit = Math.Max(1, Limit / Math.Max(1, frontends)),
        Burst = Burst is { } burst ? Math.Max(1, burst / Math.Max(1, frontends)) : null,
    };
}
