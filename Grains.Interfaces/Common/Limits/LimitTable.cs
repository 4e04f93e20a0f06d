namespace OrleansBackends.Grains.Interfaces.Common;

/// <summary>The counters of one policy in this process.</summary>
internal sealed class LimitTable(LimitPolicy policy, int capacity)
{
    private const int ShardCount = 16;

    private readonly LimitShard[] shards = [.. Enumerable.Range(0, ShardCount).Select(_ => new LimitShard(LimitRule.Of(policy), capacity / ShardCount))];

    public LimitPolicy Policy { get; private set; } = policy;

    public LimitDecision Take(LimitSubject subject, long now, long cost)
    {
        var shard = ShardOf(subject);
        lock (shard)
        {
            return shard.Rule.Take(ref shard.Find(subject), now, cost);
        }
    }

    public LimitDecision Peek(LimitSubject subject, long now, long cost)
    {
        var shard = ShardOf(subject);
        lock (shard)
        {
            return shard.Rule.Peek(ref shard.Find(subject), now, cost);
        }
    }

    public void Refund(LimitSubject subject, long now, long takenAt, long cost)
    {
        var shard = ShardOf(subject);
        lock (shard)
        {
            shard.Rule.Refund(ref shard.Find(subject), now, takenAt, cost);
        }
    }

    /// <summary>Goes on under other numbers; what was spent stays spent.</summary>
    public void Change(LimitPolicy next, long now)
    {
        Policy = next;
        var rule = LimitRule.Of(next);
        foreach (var shard in shards)
        {
            lock (shard)
            {
                shard.Change(rule, now);
            }
        }
    }

    private LimitShard ShardOf(LimitSubject subject) => shards[(uint)subject.GetHashCode() % ShardCount];
}
