using OrleansBackends.Grains.Interfaces.Notifications;
using OrleansBackends.Grains.Interfaces.Notifications.Log;

namespace OrleansBackends.Grains.Notifications.Log;

/// <summary>Apart from the application's grain, so that counting never waits for its configuration.</summary>
[GrainType("deliveryfeed")]
internal sealed class DeliveryFeedGrain : Grain, IDeliveryFeedGrain
{
    /// <summary>The shortest time between two events with counters.</summary>
    private static readonly TimeSpan Pace = TimeSpan.FromMilliseconds(500);

    private readonly SortedDictionary<(NotifyChannel Channel, MessageStatus Status), long> totals = [];
    private readonly TimeProvider time;
    private readonly LiveFeed feed;
    private IGrainTimer? timer;
    private DateTimeOffset next;
    private bool waits;

    public DeliveryFeedGrain(TimeProvider time)
    {
        this.time = time;
        feed = new LiveFeed(this, $"notifications:deliveries:{NotifyKeys.AppOf(this.GetPrimaryKeyString())}", time, () => new LiveSnapshot("counters", Counters()));
    }

    public Task Count(IReadOnlyList<OutcomeCount> counts)
    {
        foreach (var count in counts)
        {
            totals[(count.Channel, count.Status)] = totals.GetValueOrDefault((count.Channel, count.Status)) + count.Count;
        }

        if (!waits)
        {
            waits = true;
            timer ??= this.RegisterGrainTimer(
                static (grain, _) => grain.Publish(), this,
                new GrainTimerCreationOptions(Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan) { Interleave = true });
            var wait = next - time.GetUtcNow();
            timer.Change(wait > TimeSpan.Zero ? wait : TimeSpan.Zero, Timeout.InfiniteTimeSpan);
        }

        return Task.CompletedTask;
    }

    public Task Dead(IReadOnlyList<DeadMessage> messages)
    {
        foreach (var message in messages)
        {
            feed.Publish("dead", message);
        }

        return Task.CompletedTask;
    }

    public Task EndpointDisabled(string endpoint, string reason)
    {
        feed.Publish("endpoint-disabled", new { endpoint, reason });
        return Task.CompletedTask;
    }

    public Task<LiveBatch> Watch(ILiveObserver observer, string? after) => Task.FromResult(feed.Watch(observer, after));

    public Task Unwatch(ILiveObserver observer)
    {
        feed.Unwatch(observer);
        return Task.CompletedTask;
    }

    private Task Publish()
    {
        waits = false;
        next = time.GetUtcNow() + Pace;
        feed.Publish("counters", Counters());
        return Task.CompletedTask;
    }

    private IReadOnlyList<OutcomeCount> Counters() => [.. totals.Select(total => new OutcomeCount(total.Key.Channel, total.Key.Status, total.Value))];
}
