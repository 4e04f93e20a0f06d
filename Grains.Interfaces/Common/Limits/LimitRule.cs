namespace OrleansBackends.Grains.Interfaces.Common;

/// <summary>
/// A policy's algorithm in whole numbers; its states are kept by others. Times are nanoseconds since the Unix epoch and never go back. A cost is
/// from 0, which only asks, to the policy's capacity.
/// </summary>
public abstract class LimitRule
{
    protected LimitRule(LimitPolicy policy)
    {
        Policy = policy;
        Limit = policy.Limit;
        Period = policy.PeriodNs;
    }

    public LimitPolicy Policy { get; }

    protected long Limit { get; }

    protected long Period { get; }

    public static LimitRule Of(LimitPolicy policy) => policy.Algorithm switch
    {
        LimitAlgorithm.TokenBucket => new TokenBucket(policy),
        LimitAlgorithm.FixedWindow => new FixedWindow(policy),
        LimitAlgorithm.SlidingLog => new SlidingLog(policy),
        LimitAlgorithm.SlidingWindow => new SlidingWindow(policy),
        LimitAlgorithm.Concurrency => new ConcurrentUse(policy),
        _ => throw new ArgumentOutOfRangeException(nameof(policy), policy.Algorithm, null),
    };

    /// <summary>Takes the units, or none.</summary>
    public abstract LimitDecision Take(ref LimitState state, long now, long cost);

    /// <summary>What <see cref="Take"/> would say, with what remains before it; takes nothing.</summary>
    public abstract LimitDecision Peek(ref LimitState state, long now, long cost);

    /// <summary>
    /// Takes units that somebody else spends within <paramref name="validity"/>, which may become less. They are counted from now on, as taken at
    /// <paramref name="takenAt"/>.
    /// </summary>
    public virtual LimitDecision TakeAhead(ref LimitState state, long now, long units, ref long validity, out long takenAt)
    {
        takenAt = now;
        return Take(ref state, now, units);
    }

    /// <summary>Gives back units taken at a time, as if they had not been taken; what has come back by itself is not given twice.</summary>
    public abstract void Refund(ref LimitState state, long now, long takenAt, long cost);

    /// <summary>Carries what was spent under another policy's numbers into this one's. A change of algorithm starts full.</summary>
    public void Adopt(ref LimitState state, LimitRule before, long now)
    {
        if (before.GetType() != GetType())
        {
            state = default;
        }
        else if (!Policy.CountsLike(before.Policy))
        {
            Carry(ref state, before, now);
        }
    }

    protected abstract void Carry(ref LimitState state, LimitRule before, long now);
}
