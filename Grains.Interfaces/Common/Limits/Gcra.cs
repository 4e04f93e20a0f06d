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
        var start = Int128.Max(at, tat);
        var next = start + ((Int128)cost * Period);
        var capacity = (Int128)Burst * Period;
        if (next - at > capacity)
        {
            var retry = Ceiling(next - capacity - at, Limit);
            return new LimitDecision(false, Remaining(capacity, tat, at), retry, Ceiling(start - at, Limit));
        }

        tat = cost == 0 ? tat : next;
        return new LimitDecision(true, Remaining(capacity, next, at), 0, Ceiling(next - at, Limit));
    }

    private long Remaining(Int128 capacity, Int128 tat, Int128 at) => (long)((capacity - Int128.Max(0, tat - at)) / Period);

    private static long Ceiling(Int128 value, long divisor) => (long)((value + divisor - 1) / divisor);
}
