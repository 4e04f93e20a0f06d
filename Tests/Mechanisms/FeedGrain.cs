namespace OrleansBackends.Tests.Mechanisms;

[GrainInterfaceType("testfeed"), Alias("tests.i-feed")]
public interface IFeedGrain : ILiveSource
{
    /// <summary>Publishes as many numbers, counting on.</summary>
    [Alias("Count")]
    Task<string> Count(int events);

    [Alias("PublishAt")]
    Task PublishAt(long seq);

    [Alias("IsWatched")]
    Task<bool> IsWatched();
}

/// <summary>Counts; the count itself lies in a document, the feed's numbers in memory.</summary>
[GrainType("testfeed")]
internal sealed class FeedGrain : Grain, IFeedGrain
{
    private readonly Document<CounterState> document;
    private readonly LiveFeed feed;

    public FeedGrain([PersistentState("tests.feed")] IPersistentState<CounterState> storage, TimeProvider time)
    {
        document = new Document<CounterState>(this, storage);
        feed = new LiveFeed(this, $"tests:feed:{this.GetPrimaryKeyString()}", time, () => new LiveSnapshot("whole", document.Current.Value));
    }

    public async Task<string> Count(int events)
    {
        var before = document.Current.Value;
        await document.Commit(document.Current with { Value = before + events });
        for (var value = before + 1; value <= document.Current.Value; value++)
        {
            feed.Publish("counted", value);
        }

        return feed.Position;
    }

    public Task PublishAt(long seq)
    {
        feed.Publish("numbered", seq, seq);
        return Task.CompletedTask;
    }

    public Task<bool> IsWatched() => Task.FromResult(feed.IsWatched);

    public Task<LiveBatch> Watch(ILiveObserver observer, string? after) => Task.FromResult(feed.Watch(observer, after));

    public Task Unwatch(ILiveObserver observer)
    {
        feed.Unwatch(observer);
        return Task.CompletedTask;
    }
}
