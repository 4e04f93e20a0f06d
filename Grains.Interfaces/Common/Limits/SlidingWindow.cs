namespace OrleansBackends.Grains.Interfaces.Common;

/// <summary>
/// Counts the current segment and the S before it, each ⌈P/S⌉ long: never more than L in any P, and at most one segment too strict.
/// </summary>
public sealed class SlidingWindow(LimitPolicy policy) : LimitRule(policy)
{
    private readonly long length = (policy.PeriodNs + policy.Segments - 1) / policy.Segments;
    private readonly int slots = policy.Segments + 1;

    public override LimitDecision Take(ref LimitState state, long now, long cost)
    {
        var decision = Peek(ref state, now, cost);
        if (!decision.Allowed || cost == 0)
        {
            return decision;
        }

        Add(ref state, now / length, cost);
        return Peek(ref state, now, 0);
    }

    public override LimitDecision Peek(ref LimitState state, long now, long cost)
    {
        Advance(ref state, now / length);
        if (state.Count == 0)
        {
            return new LimitDecision(true, Limit, 0, 0, 0);
        }

        var allowed = state.Count + cost <= Limit;
        var more = Math.Max(1, state.Count - Limit + 1);
        return new LimitDecision(
            allowed, Math.Max(0, Limit - state.Count), allowed ? 0 : Leave(state, state.Count + cost - Limit, now), Leave(state, more, now),
            Leave(state, state.Count, now));
    }

    /// <summary>Spent before the segment ends.</summary>
    public override LimitDecision TakeAhead(ref LimitState state, long now, long units, ref long validity, out long takenAt)
    {
        validity = Math.Min(validity, length - (now % length));
        return base.TakeAhead(ref state, now, units, ref validity, out takenAt);
    }

    public override void Refund(ref LimitState state, long now, long takenAt, long cost)
    {
        var (current, taken) = (now / length, takenAt / length);
        Advance(ref state, current);
        if (state.Segments is { } counts && taken <= current && taken > current - slots)
        {
            var back = (int)Math.Min(cost, counts[taken % slots]);
            counts[taken % slots] -= back;
            state.Count -= back;
        }
    }

    /// <summary>Each old segment counts at its end, the last moment at which its units can have been taken.</summary>
    protected override void Carry(ref LimitState state, LimitRule before, long now)
    {
        var old = (SlidingWindow)before;
        old.Advance(ref state, now / old.length);
        var carried = default(LimitState);
        for (var segment = state.Window - old.slots + 1; segment <= state.Window && state.Count > 0; segment++)
        {
            if (segment >= 0 && state.Segments![segment % old.slots] is > 0 and var units)
            {
                var end = Math.Min(((segment + 1) * old.length) - 1, now) / length;
                Advance(ref carried, end);
                Add(ref carried, end, units);
            }
        }

        Advance(ref carried, now / length);
        state = carried;
    }

    private void Add(ref LimitState state, long segment, long units)
    {
        state.Segments ??= new int[slots];
        state.Segments[segment % slots] += (int)units;
        state.Count += units;
    }

    private void Advance(ref LimitState state, long current)
    {
        if (state.Segments is { } counts && state.Count > 0)
        {
            for (var (next, last) = (state.Window + 1, Math.Min(current, state.Window + slots)); next <= last; next++)
            {
                state.Count -= counts[next % slots];
                counts[next % slots] = 0;
            }
        }

        state.Window = current;
    }

    private long Leave(in LimitState state, long units, long now)
    {
        var segment = Math.Max(0, state.Window - slots + 1);
        for (var gone = 0L; ; segment++)
        {
            gone += state.Segments![segment % slots];
            if (gone >= units)
            {
                return ((segment + slots) * length) - now;
            }
        }
    }
}
