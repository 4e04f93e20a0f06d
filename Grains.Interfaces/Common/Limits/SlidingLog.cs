using System.Numerics;

namespace OrleansBackends.Grains.Interfaces.Common;

/// <summary>Remembers the time of each admitted unit, 8 bytes each: never more than L in any P. A unit admitted at t is gone at t + P exactly.</summary>
public sealed class SlidingLog(LimitPolicy policy) : LimitRule(policy)
{
    private const int Smallest = 4;

    public override LimitDecision Take(ref LimitState state, long now, long cost)
    {
        var decision = Peek(ref state, now, cost);
        if (!decision.Allowed || cost == 0)
        {
            return decision;
        }

        Record(ref state, now, cost);
        return Peek(ref state, now, 0);
    }

    /// <summary>Recorded at the last moment at which they may be spent, so that each is still there a period after it was.</summary>
    public override LimitDecision TakeAhead(ref LimitState state, long now, long units, ref long validity, out long takenAt)
    {
        takenAt = now + validity;
        var decision = Peek(ref state, now, units);
        if (!decision.Allowed)
        {
            return decision;
        }

        Record(ref state, takenAt, units);
        return Peek(ref state, now, 0);
    }

    public override LimitDecision Peek(ref LimitState state, long now, long cost)
    {
        Expire(ref state, now);
        var allowed = state.Count + cost <= Limit;
        if (state.Count == 0)
        {
            return new LimitDecision(true, Limit, 0, 0, 0);
        }

        var retry = allowed ? 0 : Leaves(state, state.Count + cost - Limit, now);
        var more = Leaves(state, Math.Max(1, state.Count - Limit + 1), now);
        return new LimitDecision(allowed, Math.Max(0, Limit - state.Count), retry, more, Leaves(state, state.Count, now));
    }

    public override void Refund(ref LimitState state, long now, long takenAt, long cost)
    {
        Expire(ref state, now);
        var (kept, left) = (0L, cost);
        for (var i = 0L; i < state.Count; i++)
        {
            var unit = At(state, i);
            if (unit == takenAt && left > 0)
            {
                left--;
            }
            else
            {
                At(state, kept++) = unit;
            }
        }

        state.Count = kept;
    }

    /// <summary>The times of a log, oldest first.</summary>
    public static IEnumerable<long> Times(LimitState state)
    {
        for (var i = 0L; i < state.Count; i++)
        {
            yield return At(state, i);
        }
    }

    /// <summary>A log with these times, in ascending order.</summary>
    public static LimitState Of(IEnumerable<long> times)
    {
        LimitState state = default;
        foreach (var time in times)
        {
            Record(ref state, time, 1);
        }

        return state;
    }

    /// <summary>Records units at a time, which need not be the newest.</summary>
    internal static void Record(ref LimitState state, long at, long units)
    {
        Grow(ref state, (int)(state.Count + units));
        var place = state.Count;
        for (; place > 0 && At(state, place - 1) > at; place--)
        {
            At(state, place - 1 + units) = At(state, place - 1);
        }

        for (var i = 0; i < units; i++)
        {
            At(state, place + i) = at;
        }

        state.Count += units;
    }

    protected override void Carry(ref LimitState state, LimitRule before, long now) => ((SlidingLog)before).Expire(ref state, now);

    private static ref long At(in LimitState state, long index) => ref state.Log![(state.Window + index) & (state.Log.Length - 1)];

    private static void Grow(ref LimitState state, int needed)
    {
        if (state.Log is null || state.Log.Length < needed)
        {
            var larger = new long[BitOperations.RoundUpToPowerOf2((uint)Math.Max(Smallest, needed))];
            for (var i = 0L; i < state.Count; i++)
            {
                larger[i] = At(state, i);
            }

            (state.Log, state.Window) = (larger, 0);
        }
    }

    private void Expire(ref LimitState state, long now)
    {
        while (state.Count > 0 && At(state, 0) <= now - Period)
        {
            state.Window = (state.Window + 1) & (state.Log!.Length - 1);
            state.Count--;
        }
    }

    private long Leaves(in LimitState state, long nth, long now) => At(state, nth - 1) + Period - now;
}
