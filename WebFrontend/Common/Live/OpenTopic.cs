namespace OrleansBackends.WebFrontend.Common;

/// <summary>A topic that this caller may watch, and the grain behind it.</summary>
public sealed record OpenTopic(string Name, ILiveSource Source)
{
    /// <summary>Picks out what is for this caller, where the grain's events are not all for everybody.</summary>
    internal Func<OwnEvents>? Own { get; init; }

    /// <summary>Makes what one watcher is shown, from the position it comes with.</summary>
    internal Func<string?, ILiveShaper>? Shaper { get; init; }

    /// <summary>Answers what follows <paramref name="after"/>, and hands on what comes later, in order. Dispose the subscription to stop.</summary>
    internal async Task<(LiveBatch Missed, IDisposable Subscription)> WatchAsync(LiveConnector connector, string? after, Action<LiveBatch> watcher)
    {
        if (Shaper?.Invoke(after) is { } shaper)
        {
            return await WatchShaped(connector, after, watcher, shaper);
        }

        if (Own is null)
        {
            return await connector.WatchAsync(Name, Source, after, watcher);
        }

        var coming = Own();
        var (missed, subscription) = await connector.WatchAsync(Name, Source, after, batch =>
        {
            if (coming.Pick(batch) is { } own)
            {
                watcher(own);
            }
        });
        return (Own().Pick(missed) ?? missed with { Events = [] }, subscription);
    }

    private async Task<(LiveBatch Missed, IDisposable Subscription)> WatchShaped(
        LiveConnector connector, string? after, Action<LiveBatch> watcher, ILiveShaper shaper)
    {
        var shaping = new LiveShaping(shaper, watcher, connector.ReportNotShown);
        var (missed, subscription) = await connector.WatchAsync(Name, Source, after, shaping.Offer);
        shaping.Owns(subscription);
        try
        {
            var shown = await shaper.Shape(missed);
            shaping.Start();
            return (shown ?? missed with { Events = [], Reset = false }, shaping);
        }
        catch
        {
            shaping.Dispose();
            throw;
        }
    }
}
