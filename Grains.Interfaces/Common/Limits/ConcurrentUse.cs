namespace OrleansBackends.Grains.Interfaces.Common;

/// <summary>At most L uses at the same time, without leases: each is ended by a refund.</summary>
public sealed class ConcurrentUse(LimitPolicy policy) : LimitRule(policy)
{
    /// <summary>Nobody knows when another use ends.</summary>
    private const long Wait = 1_000_000_000;

    public override LimitDecision Take(ref LimitState state, long now, long cost)
    {
        var decision = Peek(ref state, now, cost);
        if (!decision.Allowed)
        {
            return decision;
        }

        state.Count += cost;
        return decision with { Remaining = Limit - state.Count };
    }

    public override LimitDecision Peek(ref LimitState state, long now, long cost)
    {
        var allowed = state.Count + cost <= Limit;
        return new LimitDecision(allowed, Math.Max(0, Limit - state.Count), allowed ? 0 : Wait, 0, 0);
    }

    public override void Refund(ref LimitState state, long now, long takenAt, long cost) => state.Count = Math.Max(0, state.Count - cost);

    protected override void Carry(ref LimitState state, LimitRule before, long now)
    {
        // Uses go on under the new limit.
    }
}
