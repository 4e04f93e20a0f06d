namespace OrleansBackends.Grains.RateLimits.Checks;

/// <summary>
/// What of a subject's counters is stored: long ones always, short ones when the grain ended in order. At most 64 counters, 1,000 uses, 20 denials
/// and the newest checks, under 64 KB: what is beyond its part of that is left out and starts full.
/// </summary>
internal sealed record LimiterState
{
    public const string Name = "rate-limits.counters";

    public int SchemaVersion { get; init; } = 1;

    /// <summary>The limiter's time of this document, in nanoseconds since the Unix epoch; no later time may be below it.</summary>
    public long At { get; init; }

    /// <summary>When nothing of this is in force any more.</summary>
    public DateTimeOffset ExpiresAt { get; init; }

    public IReadOnlyList<StoredCounter> Counters { get; init; } = [];
    public IReadOnlyList<StoredUses> Uses { get; init; } = [];
    public IReadOnlyList<StoredCheck> Checks { get; init; } = [];
    public IReadOnlyList<Denial> Denials { get; init; } = [];
}

/// <summary>A counter under the numbers that it was counted by; <see cref="Times"/> are a log's, packed.</summary>
internal sealed record StoredCounter(LimitPolicy Policy, Int128 Tat, long Window, long Count)
{
    public byte[]? Times { get; init; }
    public IReadOnlyList<int>? Segments { get; init; }
}

/// <summary>The uses under one policy: 16 bytes of id and 8 of the end each.</summary>
internal sealed record StoredUses(LimitPolicy Policy, byte[] Packed);

internal sealed record StoredCheck(string Id, bool Allowed, long At, IReadOnlyList<StoredPart> Parts);

internal sealed record StoredPart(LimitDecision Decision, long Limit, LimitMode Mode, long Cost, long Refunded);
