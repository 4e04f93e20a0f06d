namespace OrleansBackends.Grains.Interfaces.Common;

/// <summary>The counters of one policy in this process.</summary>
internal sealed class LimitTable(LimitPolicy policy, int capacity)
{
    private const int ShardCount = 16;

    /// <summary>Nobody knows when another use ends.</summary>
    private const long ConcurrencyRetry = 1_000_000_000;

    private readonly Gcra bucket = Gcra.Of(policy);
    private readonly FixedWindow window = FixedWindow.Of(policy);
    private readonly LimitShard[] shards = [.. Enumerable.Range(0, ShardCount).Select(_ => new LimitShard(capacity / ShardCount))];

    public LimitDecision Take(LimitSubject subject, long now, int cost)
    {
        var shard = ShardOf(subject);
        lock (shard)
        {
            return Decide(ref shard.Find(subject), now, cost);
        }
    }

    public LimitDecision Ask(LimitSubject subject, long now, int cost)
    {
        var shard = ShardOf(subject);
        lock (shard)
        {
            var copy = shard.Find(subject);
            return Decide(ref copy, now, cost);
        }
    }

    /// <summary>Ends one of the concurrent uses.</summary>
    public void Release(LimitSubject subject)
    {
        var shard = ShardOf(subject);
        lock (shard)
        {
            ref var state = ref shard.Find(subject);
            state.Count = Math.Max(0, state.Count - 1);
        }
    }

    private LimitShard ShardOf(LimitSubject subject) => shards[(uint)subject.GetHashCode() % ShardCount];

    private LimitDecision Decide(ref LimitState state, long now, int cost)
    {
        switch (policy.Algorithm)
        {
            case LimitAlgorithm.TokenBucket:
                return bucket.Take(ref state.Tat, now, cost);
            case LimitAlgorithm.FixedWindow:
                return window.Take(ref state.Window, ref state.Count, now, cost);
            default:
                var free = state.Count + cost <= policy.Limit;
                state.Count += free ? cost : 0;
                return new LimitDecision(free, policy.Limit - state.Count, free ? 0 : ConcurrencyRetry, 0);
        }
    }
}
