using OrleansBackends.Grains.Interfaces.RateLimits.Reports;

namespace OrleansBackends.WebFrontend.RateLimits.Usage;

/// <summary>
/// The most frequent of many by a fixed number of counters: a newcomer takes over the smallest one, and with it its count as the most by which its own
/// may be too high. What is more frequent than a part of 1/<paramref name="capacity"/> of all is always among them.
/// </summary>
internal sealed class SpaceSaving(int capacity)
{
    private readonly Lock gate = new();
    private readonly Dictionary<(string Policy, LimitSubject Subject), Counter> counters = new(capacity);

    public void Add(string policy, in SubjectRef subject)
    {
        lock (gate)
        {
            if (!counters.TryGetValue((policy, subject.Key), out var counter))
            {
                counters[(policy, subject.Key)] = counter = new Counter(subject.Text, Error: counters.Count < capacity ? 0 : TakeOver());
            }

            counter.Count++;
        }
    }

    /// <summary>The most frequent with their counts, and begins anew.</summary>
    public IReadOnlyList<LimitedSubject> Drain(int most)
    {
        lock (gate)
        {
            LimitedSubject[] top =
            [
                .. counters.OrderByDescending(c => c.Value.Count).Take(most)
                    .Select(c => new LimitedSubject(c.Value.Text, c.Key.Policy, c.Value.Count, c.Value.Error)),
            ];
            counters.Clear();
            return top;
        }
    }

    private long TakeOver()
    {
        var smallest = counters.MinBy(c => c.Value.Count);
        counters.Remove(smallest.Key);
        return smallest.Value.Count;
    }

    private sealed record Counter(string Text, long Error)
    {
        public long Count { get; set; } = Error;
    }
}
