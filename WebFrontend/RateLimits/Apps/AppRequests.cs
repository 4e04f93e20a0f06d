using System.ComponentModel.DataAnnotations;
using OrleansBackends.Grains.Interfaces.RateLimits.Apps;
using OrleansBackends.Grains.Interfaces.RateLimits.Simulation;

namespace OrleansBackends.WebFrontend.RateLimits.Apps;

public sealed record NameRequest
{
    public required string Name { get; init; }
}

/// <summary>Absent members stay.</summary>
public sealed record ChangeAppRequest
{
    public Optional<string> Name { get; init; }

    /// <summary>Whether enforced checks answer with <c>X-RateLimit-*</c> fields too.</summary>
    public Optional<bool> LegacyHeaders { get; init; }

    internal LimitAppChange ToChange() => new(Name, LegacyHeaders);
}

public sealed record PolicyRequest
{
    public required LimitAlgorithm Algorithm { get; init; }

    public required long Limit { get; init; }

    /// <summary>None for concurrency.</summary>
    public long PeriodMs { get; init; }

    /// <summary>The most a token bucket gives at once; the limit where it is absent.</summary>
    public long? Burst { get; init; }

    /// <summary>Parts of a sliding window.</summary>
    public int Segments { get; init; } = LimitPolicy.DefaultSegments;

    public LimitMode Mode { get; init; }

    public LimitFault OnFault { get; init; }

    public bool RefundOnFault { get; init; }

    public LimitUnit Unit { get; init; }

    internal LimitPolicy ToPolicy(string name) => new()
    {
        Name = name,
        Algorithm = Algorithm,
        Limit = Limit,
        PeriodMs = PeriodMs,
        Burst = Burst,
        Segments = Segments,
        Mode = Mode,
        OnFault = OnFault,
        RefundOnFault = RefundOnFault,
        Unit = Unit,
    };
}

public sealed record SimulateRequest
{
    public required PolicyRequest Policy { get; init; }

    [MaxLength(LimitSimulation.MaxHits)]
    public required IReadOnlyList<HitRequest> Hits { get; init; }

    internal Result<SimulationView> Run() =>
        LimitSimulation.Run(Policy.ToPolicy("simulated"), [.. Hits.Select(h => new SimulatedHit(h.At, h.Cost))]).Map(d => new SimulationView(d));
}

public sealed record HitRequest(DateTimeOffset At, long Cost = 1);

public sealed record SimulationView(IReadOnlyList<SimulatedDecision> Decisions);
