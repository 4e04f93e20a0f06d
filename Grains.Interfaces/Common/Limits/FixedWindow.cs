namespace OrleansBackends.Grains.Interfaces.Common;

/// <summary>At most L units in each window of P ns since the Unix epoch.</summary>
public readonly record struct FixedWindow(long Limit, long Period)
{
    public static FixedWindow Of(LimitPolicy policy) => new(policy.Limit, Math.Max(1, policy.Period.Ticks * 100));

    /// <param name="window">Number of the window that <paramref name="count"/> belongs to.</param>
    /// <param name="count">Units taken in it.</param>
    /// <param name="now">Nanoseconds since the Unix epoch.</param>
    /// <param name="cost">From 0, which only asks, to the limit.</param>
    public LimitDecision Take(ref long window, ref long count, long now, int cost)
    {
        var current = now / Period;
        var taken = current == window ? count : 0;
        var end = ((current + 1) * Period) - now;
        if (taken + cost > Limit)
        {
            return new LimitDecision(false, Limit - taken, end, end);
        }

        (window, count) = (current, taken + cost);
        return new LimitDecision(true, Limit - count, 0, count == 0 ? 0 : end);
    }
}
