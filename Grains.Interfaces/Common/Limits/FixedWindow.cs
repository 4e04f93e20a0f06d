namespace OrleansBackends.Grains.Interfaces.Common;

/// <summary>At most L units in each window of P ns since the Unix epoch; up to 2·L around a boundary.</summary>
public sealed class FixedWindow(LimitPolicy policy) : LimitRule(policy)
{
    public override LimitDecision Take(ref LimitState state, long now, long cost)
    {
        var decision = Peek(ref state, now, cost);
        if (!decision.Allowed || cost == 0)
        {
            return decision;
        }

        state.Count += cost;
        var end = End(now);
        return new LimitDecision(true, Limit - state.Count, 0, end, end);
    }

    public override LimitDecision Peek(ref LimitState state, long now, long cost)
    {
        Open(ref state, now);
        var left = state.Count == 0 ? 0 : End(now);
        var allowed = state.Count + cost <= Limit;
        return new LimitDecision(allowed, Math.Max(0, Limit - state.Count), allowed ? 0 : left, left, left);
    }

    /// <summary>Spent before the window ends.</summary>
    public override LimitDecision TakeAhead(ref LimitState state, long now, long units, ref long validity, out long takenAt)
    {
        validity = Math.Min(validity, End(now));
        return base.TakeAhead(ref state, now, units, ref validity, out takenAt);
    }

    public override void Refund(ref LimitState state, long now, long takenAt, long cost)
    {
        Open(ref state, now);
        if (takenAt / Period == state.Window)
        {
            state.Count = Math.Max(0, state.Count - cost);
        }
    }

    protected override void Carry(ref LimitState state, LimitRule before, long now)
    {
        var current = state.Window == now / before.Policy.PeriodNs;
        state.Count = current ? state.Count : 0;
        state.Window = now / Period;
    }

    private void Open(ref LimitState state, long now)
    {
        var current = now / Period;
        if (state.Window != current)
        {
            (state.Window, state.Count) = (current, 0);
        }
    }

    private long End(long now) => Period - (now % Period);
}
