namespace OrleansBackends.Grains.RateLimits.Checks;

/// <summary>One policy's counter of a subject.</summary>
internal sealed class Counter
{
    private const long Hour = 60 * 60 * 1_000;

    private LimitRule rule;
    private LimitState state;
    private Dictionary<string, long>? frontends;

    /// <summary>When it began anew: what was taken before is not counted any more.</summary>
    private long since;

    public Counter(LimitPolicy policy, LimitState state = default, long since = 0)
    {
        rule = LimitRule.Of(policy);
        this.state = state;
        this.since = since;
    }

    public LimitPolicy Policy => rule.Policy;

    public LimitState State => state;

    public long UsedAt { get; private set; }

    /// <summary>Units taken or given back since the counter was last stored.</summary>
    public long Unsaved { get; set; }

    /// <summary>Whether it is stored while it is in use, not only when its grain ends.</summary>
    public bool OutlivesCrash => Policy.PeriodMs >= Hour;

    /// <summary>Goes on under the newest numbers known; a caller may still bring older ones for a moment.</summary>
    public void Follow(LimitPolicy policy, long now)
    {
        UsedAt = now;
        if (policy.Version >= Policy.Version && !ReferenceEquals(policy, Policy) && policy != Policy)
        {
            var next = LimitRule.Of(policy);
            next.Adopt(ref state, rule, now);
            since = next.GetType() == rule.GetType() ? since : now;
            rule = next;
        }
    }

    public LimitDecision Peek(long now, long cost) => rule.Peek(ref state, now, cost) with { Policy = Policy.Name };

    public LimitDecision Take(long now, long cost)
    {
        var decision = rule.Take(ref state, now, cost) with { Policy = Policy.Name };
        Unsaved += decision.Allowed ? cost : 0;
        return decision;
    }

    /// <summary>Takes units that a frontend spends within <paramref name="validity"/>.</summary>
    public LimitDecision TakeAhead(long now, long units, ref long validity, out long takenAt)
    {
        var decision = rule.TakeAhead(ref state, now, units, ref validity, out takenAt) with { Policy = Policy.Name };
        Unsaved += decision.Allowed ? units : 0;
        return decision;
    }

    public void Refund(long now, long takenAt, long cost)
    {
        if (takenAt >= since)
        {
            rule.Refund(ref state, now, takenAt, cost);
            Unsaved += cost;
        }
    }

    public void Reset(long now)
    {
        Unsaved += Policy.Limit;
        state = default;
        since = now;
    }

    /// <summary>How many processes asked for this counter in the last seconds, the one that asks now among them.</summary>
    public int Sharers(string frontend, long now, long life)
    {
        frontends ??= [];
        frontends[frontend] = now;
        foreach (var (silent, _) in frontends.Where(f => f.Value <= now - life).ToList())
        {
            frontends.Remove(silent);
        }

        return frontends.Count;
    }
}
