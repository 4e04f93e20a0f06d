using OrleansBackends.Grains.Interfaces.RateLimits.Checks;

namespace OrleansBackends.Grains.RateLimits.Checks;

/// <summary>The counters of a subject by policy, at most <see cref="ILimiterGrain.MaxPolicies"/>: the longest unused makes room.</summary>
internal sealed class CounterSet
{
    private readonly Dictionary<string, Counter> counters = [];

    public IEnumerable<Counter> All => counters.Values;

    public Counter? Find(string policy) => counters.GetValueOrDefault(policy);

    public Counter For(LimitPolicy policy, long now)
    {
        if (!counters.TryGetValue(policy.Name, out var counter))
        {
            counter = new Counter(policy, since: now);
            Add(counter);
        }

        counter.Follow(policy, now);
        return counter;
    }

    public void Add(Counter counter)
    {
        if (counters.Count >= ILimiterGrain.MaxPolicies)
        {
            counters.Remove(counters.Values.MinBy(c => c.UsedAt)!.Policy.Name);
        }

        counters[counter.Policy.Name] = counter;
    }

    public void Clear() => counters.Clear();
}
