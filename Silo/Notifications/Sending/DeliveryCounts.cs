using OrleansBackends.Grains.Interfaces.Notifications;
using OrleansBackends.Grains.Interfaces.Notifications.Log;

namespace OrleansBackends.Silo.Notifications.Sending;

/// <summary>Adds up what this silo brought to an end, and tells each application's feed at most twice a second.</summary>
internal sealed partial class DeliveryCounts(IGrainFactory grains, IHostApplicationLifetime host, TimeProvider time, ILogger<DeliveryCounts> logger)
{
    private static readonly TimeSpan Pace = TimeSpan.FromMilliseconds(500);

    private readonly Dictionary<string, Dictionary<(NotifyChannel Channel, MessageStatus Status), long>> apps = [];
    private readonly Lock adding = new();

    public void Add(string app, NotifyChannel channel, MessageStatus status)
    {
        bool isFirst;
        lock (adding)
        {
            isFirst = apps.TryAdd(app, []);
            apps[app][(channel, status)] = apps[app].GetValueOrDefault((channel, status)) + 1;
        }

        if (isFirst)
        {
            TellSoon(app).Ignore();
        }
    }

    private async Task TellSoon(string app)
    {
        try
        {
            await Task.Delay(Pace, time, host.ApplicationStopping);
        }
        catch (OperationCanceledException)
        {
            return; // The silo goes, and watchers ask another one, which reads the log.
        }

        List<OutcomeCount> counts;
        lock (adding)
        {
            apps.Remove(app, out var own);
            counts = [.. own!.Select(count => new OutcomeCount(count.Key.Channel, count.Key.Status, count.Value))];
        }

        try
        {
            await grains.GetGrain<IDeliveryFeedGrain>(NotifyKeys.DeliveryFeed(app)).Count(counts);
        }
        catch (Exception fault)
        {
            LogNotCounted(logger, fault, app);
        }
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "The deliveries of {App} were not shown to its watchers; the log has them.")]
    private static partial void LogNotCounted(ILogger logger, Exception fault, string app);
}
