namespace OrleansBackends.Grains.Interfaces.RateLimits.Simulation;

public sealed record SimulatedHit(DateTimeOffset At, long Cost);

/// <summary>What is left after the hit, or before it where it would be refused.</summary>
public sealed record SimulatedDecision(bool Allowed, long Remaining, long RetryAfterMs);

/// <summary>Runs a policy against a series of hits, as if a new subject made them; its mode does not matter.</summary>
public static class LimitSimulation
{
    public const int MaxHits = 10_000;
    private const long NanosecondsPerMillisecond = 1_000_000;

    /// <summary>Refuses with <c>policy-invalid</c>, <c>hits-not-ordered</c>, <c>cost-over-capacity</c> and <c>invalid-request</c>.</summary>
    public static Result<IReadOnlyList<SimulatedDecision>> Run(LimitPolicy policy, IReadOnlyList<SimulatedHit> hits)
    {
        if ((LimitPolicyRules.Check(policy) ?? RefuseKind(policy) ?? RefuseHits(policy, hits)) is { } error)
        {
            return error;
        }

        var rule = LimitRule.Of(policy);
        LimitState state = default;
        var decisions = new SimulatedDecision[hits.Count];
        for (var i = 0; i < decisions.Length; i++)
        {
            var said = rule.Take(ref state, (hits[i].At - DateTimeOffset.UnixEpoch).Ticks * TimeSpan.NanosecondsPerTick, hits[i].Cost);
            decisions[i] = new SimulatedDecision(
                said.Allowed, said.Remaining, (said.RetryAfter + NanosecondsPerMillisecond - 1) / NanosecondsPerMillisecond);
        }

        return new Result<IReadOnlyList<SimulatedDecision>> { Value = decisions };
    }

    private static Error? RefuseKind(LimitPolicy policy) => policy.Algorithm == LimitAlgorithm.Concurrency
        ? LimitPolicyRules.Invalid("algorithm", "Concurrency depends on when each use ends, which a series of hits does not say.")
        : null;

    private static Error? RefuseHits(LimitPolicy policy, IReadOnlyList<SimulatedHit> hits)
    {
        if (hits.Count > MaxHits)
        {
            return Errors.Invalid($"At most {MaxHits} hits at once.", "hits");
        }

        var last = DateTimeOffset.UnixEpoch;
        foreach (var hit in hits)
        {
            if (hit.At < last)
            {
                return RateLimitErrors.HitsNotOrdered;
            }

            if (hit.Cost < 0)
            {
                return RateLimitErrors.CostNegative;
            }

            if (hit.Cost > policy.Capacity)
            {
                return RateLimitErrors.CostOverCapacity(policy);
            }

            last = hit.At;
        }

        return null;
    }
}
