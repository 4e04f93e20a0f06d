namespace OrleansBackends.Grains.Interfaces.Common;

/// <summary>
/// The token bucket as whole-number arithmetic: L units per period P (ns), at most B at once. Times are kept in units of 1/L ns, so one unit of
/// cost is worth exactly P and nothing is ever rounded. Any interval w admits at most B + w·L/P.
/// </summary>
public readonly record struct Gcra(long Limit, long Period, long Burst)
{
    public static Gcra Of(LimitPolicy policy) => new(policy.Limit, policy.Period.Ticks * 100, policy.Burst);

    /// <param name="tat">The time at which the bucket is full again; 0 for one never used. Advanced only when allowed.</param>
    /// <param name="now">Nanoseconds.</param>
    /// <param name="cost">From 0, which only asks, to the burst.</param>
    public LimitDecision Take(ref Int128 tat, long now, int cost)
    {
        var at = (Int128)now * Limit;
        var spent = Int128.Max(0, tat - at);
        var wanted = (Int128)cost * Period;
        var capacity = (Int128)Burst * Period;
        if (spent + wanted > capacity)
        {
            return new LimitDecision(false, (long)((capacity - spent) / Period), Ceiling(spent + wanted - capacity, Limit), MoreAfter(spent));
        }

        spent += wanted;
        tat = cost == 0 ? tat : at + spent;
        return new LimitDecision(true, (long)((capacity - spent) / Period), 0, MoreAfter(spent));
    }

    private long MoreAfter(Int128 spent) => spent == 0 ? 0 : Ceiling(((spent - 1) % Period) + 1, Limit);

    private static long Ceiling(Int128 value, long divisor) => (long)((value + divisor - 1) / divisor);
}
