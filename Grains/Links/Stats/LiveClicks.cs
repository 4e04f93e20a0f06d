using OrleansBackends.Grains.Interfaces.Links.Stats;

namespace OrleansBackends.Grains.Links.Stats;

/// <summary>
/// What the live topic of a link carries: single clicks while there are at most 20 a second, and the counters at most 5 times a second. Also
/// counts the clicks of the last minute, by seconds.
/// </summary>
internal sealed class LiveClicks(IGrainBase grain, LiveFeed feed, TimeProvider time, Func<ClickCounters> counters)
{
    private const int ClicksPerSecond = 20;
    private static readonly TimeSpan CountersEvery = TimeSpan.FromMilliseconds(200);

    private readonly (long Second, int Count)[] seconds = new (long, int)[60];
    private IGrainTimer? timer;
    private bool countersDue;
    private DateTimeOffset countersAt;

    public int PerMinute
    {
        get
        {
            var now = time.GetUtcNow().ToUnixTimeSeconds();
            return seconds.Where(s => s.Second > now - seconds.Length).Sum(s => s.Count);
        }
    }

    public void Publish(ClicksEntry entry)
    {
        var (now, count) = (time.GetUtcNow().ToUnixTimeSeconds(), entry.Batch.Clicks.Count);
        ref var slot = ref seconds[now % seconds.Length];
        slot = slot.Second == now ? (now, slot.Count + count) : (now, count);
        if (slot.Count <= ClicksPerSecond)
        {
            foreach (var click in entry.Clicks())
            {
                feed.Publish("click", ClickView.Of(click));
            }
        }

        PublishCountersSoon();
    }

    private void PublishCountersSoon()
    {
        if (countersDue)
        {
            return;
        }

        countersDue = true;
        var wait = countersAt + CountersEvery - time.GetUtcNow();
        timer ??= grain.RegisterGrainTimer(
            static (live, _) => live.PublishCounters(), this,
            new GrainTimerCreationOptions(Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan) { Interleave = true });
        timer.Change(wait > TimeSpan.Zero ? wait : TimeSpan.Zero, Timeout.InfiniteTimeSpan);
    }

    private Task PublishCounters()
    {
        countersDue = false;
        countersAt = time.GetUtcNow();
        feed.Publish("counters", counters());
        return Task.CompletedTask;
    }
}
