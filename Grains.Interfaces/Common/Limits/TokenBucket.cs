namespace OrleansBackends.Grains.Interfaces.Common;

/// <summary>
/// GCRA: L units per period P (ns), at most B at once. Times are kept in units of 1/L ns, so one unit of cost is worth exactly P and nothing is
/// ever rounded. Any interval w admits at most B + w·L/P.
/// </summary>
public sealed class TokenBucket(LimitPolicy policy) : LimitRule(policy)
{
    private readonly Int128 capacity = (Int128)policy.Capacity * policy.PeriodNs;

    public override LimitDecision Take(ref LimitState state, long now, long cost)
    {
        var at = (Int128)now * Limit;
        var debt = Debt(state, at);
        var over = debt + ((Int128)cost * Period) - capacity;
        if (over > 0)
        {
            return Show(debt, over);
        }

        if (cost > 0)
        {
            state.Window = debt == 0 ? now : state.Window;
            debt = over + capacity;
            state.Tat = at + debt;
        }

        return Show(debt, 0);
    }

    public override LimitDecision Peek(ref LimitState state, long now, long cost)
    {
        var debt = Debt(state, (Int128)now * Limit);
        return Show(debt, debt + ((Int128)cost * Period) - capacity);
    }

    public override void Refund(ref LimitState state, long now, long takenAt, long cost)
    {
        // Full since then means that these units are back already.
        if (takenAt >= state.Window)
        {
            state.Tat = Int128.Max(0, state.Tat - ((Int128)cost * Period));
        }
    }

    protected override void Carry(ref LimitState state, LimitRule before, long now)
    {
        var debt = Debt(state, (Int128)now * before.Policy.Limit);
        var spent = Ceiling(debt, before.Policy.PeriodNs);
        state.Tat = spent == 0 ? 0 : ((Int128)now * Limit) + ((Int128)spent * Period);
    }

    private static Int128 Debt(in LimitState state, Int128 at) => state.Tat > at ? state.Tat - at : 0;

    private static long Ceiling(Int128 value, long divisor) => (long)((value + divisor - 1) / divisor);

    private LimitDecision Show(Int128 debt, Int128 over)
    {
        if (debt == 0)
        {
            return new LimitDecision(over <= 0, Policy.Capacity, over <= 0 ? 0 : Ceiling(over, Limit), 0, 0);
        }

        // A lowered limit may leave a debt above the capacity.
        var remaining = debt >= capacity ? 0 : (long)((capacity - debt) / Period);
        var more = debt - (capacity - ((Int128)(remaining + 1) * Period));
        return new LimitDecision(over <= 0, remaining, over <= 0 ? 0 : Ceiling(over, Limit), Ceiling(more, Limit), Ceiling(debt, Limit));
    }
}
