using OrleansBackends.Grains.Interfaces.RateLimits.Reports;

namespace OrleansBackends.Grains.RateLimits.Reports;

/// <summary>What the live topic carries: once a second, what was reported since.</summary>
internal sealed class LiveUsage(LiveFeed feed, TimeProvider time)
{
    private const int MaxItems = 20;

    private readonly List<PolicyUsage> used = [];
    private readonly Dictionary<(string Subject, string Policy), long> limited = [];

    public void Add(UsageDelta delta)
    {
        if (feed.IsWatched)
        {
            used.AddRange(delta.Policies);
            foreach (var subject in delta.Limited)
            {
                limited[(subject.Subject, subject.Policy)] = limited.GetValueOrDefault((subject.Subject, subject.Policy)) + subject.Denied;
            }
        }
    }

    public void Publish()
    {
        if (used.Count > 0)
        {
            feed.Publish("usage", new Usage(time.Now(), UsageSeries.Sum(used)));
            used.Clear();
        }

        if (limited.Count > 0)
        {
            var most = limited.OrderByDescending(l => l.Value).Take(MaxItems);
            feed.Publish("limited", new Limited([.. most.Select(l => new Item(l.Key.Subject, l.Key.Policy, l.Value))]));
            limited.Clear();
        }
    }

    private sealed record Usage(DateTimeOffset At, IReadOnlyList<PolicyUsage> Policies);

    private sealed record Limited(IReadOnlyList<Item> Items);

    private sealed record Item(string Subject, string Policy, long Count);
}
