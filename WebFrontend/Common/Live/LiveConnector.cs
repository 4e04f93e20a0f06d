using System.Collections.Concurrent;

namespace OrleansBackends.WebFrontend.Common;

/// <summary>
/// This process as a watcher of grains: one observer for all topics, renewed every 10 s. A grain is watched while somebody here wants it, and left
/// at the next renewal after that. Access is decided before, by whoever hands in the source.
/// </summary>
public sealed partial class LiveConnector(IGrainFactory grains, LiveSignal signal, ILogger<LiveConnector> logger) : BackgroundService, ILiveObserver
{
    private const int RenewalsAtOnce = 64;

    private static readonly TimeSpan Renewal = TimeSpan.FromSeconds(10);

    private readonly ConcurrentDictionary<GrainId, LiveTopic> topics = new();
    private readonly ConcurrentDictionary<string, LiveTopic> feeds = new();

    // Orleans holds the object behind a reference weakly; this one is a singleton and lives as long as the process.
    private ILiveObserver? reference;

    /// <summary>Every batch of the topic from now on, in order, for a watcher inside the process. It must not block. Dispose to stop.</summary>
    public IDisposable Listen(string topic, ILiveSource source, Action<LiveBatch> watcher)
    {
        var local = new LiveWatcher(watcher);
        local.Start(from: null);
        var subscription = new LiveSubscription(local);
        _ = Attempt(async () => await Renew(await Enter(topic, source, subscription)));
        return subscription;
    }

    public Task Deliver(LiveBatch batch)
    {
        if (feeds.TryGetValue(batch.Topic, out var topic) && !topic.Accept(batch))
        {
            _ = Attempt(() => Renew(topic));
        }

        return Task.CompletedTask;
    }

    /// <summary>Answers what follows <paramref name="after"/>, and hands on what comes later, in order. Dispose the subscription to stop.</summary>
    internal async Task<(LiveBatch Missed, IDisposable Subscription)> WatchAsync(string topic, ILiveSource source, string? after, Action<LiveBatch> watcher)
    {
        var local = new LiveWatcher(watcher);
        var subscription = new LiveSubscription(local);
        try
        {
            var entered = await Enter(topic, source, subscription);
            var missed = await entered.CatchUp(local, after);
            if (Learn(entered))
            {
                await Renew(entered);
            }

            return (missed, subscription);
        }
        catch
        {
            subscription.Dispose();
            throw;
        }
    }

    internal void ReportNotShown(Exception fault) => LogNotShown(logger, fault);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (!stoppingToken.IsCancellationRequested)
        {
            await signal.WaitAsync(Renewal, stoppingToken);
            var pace = new ParallelOptions { MaxDegreeOfParallelism = RenewalsAtOnce, CancellationToken = stoppingToken };
            await Parallel.ForEachAsync(topics, pace, async (entry, _) => await Attempt(() => CloseOrRenew(entry.Key, entry.Value)));
        }
    }

    private async Task<LiveTopic> Enter(string name, ILiveSource source, LiveSubscription subscription)
    {
        reference ??= grains.CreateObjectReference<ILiveObserver>(this);
        while (true)
        {
            var topic = topics.GetOrAdd(source.GetGrainId(), static (_, of) => new LiveTopic(of.name, of.source, of.reference), (name, source, reference));
            feeds.TryAdd(topic.FeedName, topic);
            if (subscription.TryEnter(topic))
            {
                return topic;
            }

            await topic.Closed;
        }
    }

    private async Task Renew(LiveTopic topic)
    {
        await topic.Renew();
        if (Learn(topic))
        {
            await topic.Renew();
        }
    }

    /// <returns>True when the feed has another name than was asked for: what it delivered until now found nobody.</returns>
    private bool Learn(LiveTopic topic)
    {
        var known = feeds.TryGetValue(topic.FeedName, out var found) && found == topic;
        feeds[topic.FeedName] = topic;
        return !known;
    }

    private async Task CloseOrRenew(GrainId id, LiveTopic topic)
    {
        var closed = await topic.CloseIfIdle(() =>
        {
            topics.TryRemove(new KeyValuePair<GrainId, LiveTopic>(id, topic));
            feeds.TryRemove(new KeyValuePair<string, LiveTopic>(topic.FeedName, topic));
        });
        if (!closed)
        {
            await Renew(topic);
        }
    }

    private async Task Attempt(Func<Task> act)
    {
        try
        {
            await act();
        }
        catch (Exception fault)
        {
            LogNotRenewed(logger, fault); // The next renewal tries again, and asks for what was missed.
        }
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "A topic could not be renewed; the next renewal tries again.")]
    private static partial void LogNotRenewed(ILogger logger, Exception fault);

    [LoggerMessage(Level = LogLevel.Warning, Message = "Events could not be shown to a watcher; it is tried again.")]
    private static partial void LogNotShown(ILogger logger, Exception fault);
}
