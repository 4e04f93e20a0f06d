namespace OrleansBackends.WebFrontend.Chat.Signals;

/// <summary>The places of signals that this process watches: each as long as somebody here wants something of it.</summary>
internal sealed class Places(IGrainFactory grains, LiveConnector connector)
{
    private readonly Lock gate = new();
    private readonly Dictionary<string, Watched> watched = [];

    /// <summary>Wants something more of a place; completes when it is watched, so that nothing after that is missed.</summary>
    public Task Enter(string place, IPlaceReader reader)
    {
        lock (gate)
        {
            if (!watched.TryGetValue(place, out var known))
            {
                watched[place] = known = new Watched();
            }

            known.Wants++;
            known.Watching = known.Watching is null or { IsFaulted: true } ? Watch(place, reader) : known.Watching;
            return known.Watching;
        }
    }

    public void Leave(string place)
    {
        lock (gate)
        {
            if (watched.TryGetValue(place, out var known) && --known.Wants == 0)
            {
                watched.Remove(place);
                known.Watching!.ContinueWith(static watching => watching.Result.Dispose(), TaskContinuationOptions.OnlyOnRanToCompletion);
            }
        }
    }

    /// <summary>Begins again where watching could not begin.</summary>
    public void Mend(IPlaceReader reader)
    {
        lock (gate)
        {
            foreach (var (place, broken) in watched.Where(w => w.Value.Watching is { IsFaulted: true }))
            {
                broken.Watching = Watch(place, reader);
            }
        }
    }

    private async Task<IDisposable> Watch(string place, IPlaceReader reader)
    {
        var topic = new OpenTopic($"chat:{place}", grains.GetGrain<Grains.Interfaces.Chat.ISignalsGrain>(place)) { Shaper = _ => new PlaceFeed(place, reader) };
        return (await topic.WatchAsync(connector, null, static _ => { })).Subscription;
    }

    private sealed class Watched
    {
        public int Wants { get; set; }

        public Task<IDisposable>? Watching { get; set; }
    }
}

/// <summary>Who makes something of what a place tells.</summary>
internal interface IPlaceReader
{
    Task Read(LiveEvent told);

    /// <summary>Something was missed, or the place began anew and knows nothing.</summary>
    Task Lost(string place);
}

/// <summary>Reads one place's events in order, and sees where some are missing.</summary>
internal sealed class PlaceFeed(string place, IPlaceReader reader) : ILiveShaper
{
    private string? position;

    public async ValueTask<LiveBatch?> Shape(LiveBatch batch)
    {
        if (position is not null && (batch.Reset || (batch.Events.Count > 0 && batch.Events[0].Before != position)))
        {
            await reader.Lost(place);
        }

        foreach (var told in batch.Events)
        {
            await reader.Read(told);
        }

        position = batch.Position;
        return null;
    }
}
