using Orleans.Concurrency;
using OrleansBackends.WebFrontend.Common;

namespace OrleansBackends.Tests.Web;

[GrainInterfaceType("probe-feed"), Alias("tests.i-probe-feed")]
internal interface IProbeFeedGrain : ILiveSource
{
    [Alias("Publish")]
    Task Publish(int value);

    [Alias("PublishOnce")]
    Task PublishOnce(int value, OperationId? operation);

    [ReadOnly, Alias("Last")]
    Task<int> Last();

    /// <summary>Forgets who watches, as a silo does that drops an observer.</summary>
    [Alias("Forget")]
    Task Forget();
}

[GrainType("probefeed")]
internal sealed class ProbeFeedGrain(TimeProvider time) : Grain, IProbeFeedGrain
{
    private readonly HashSet<ILiveObserver> observers = [];
    private LiveFeed? feed;
    private int last;

    private LiveFeed Feed => feed ??= new LiveFeed(this, $"probes:feed:{this.GetPrimaryKeyString().Split(':')[1]}", time, () => new LiveSnapshot("snapshot", new { last }));

    public Task Publish(int value)
    {
        last = value;
        Feed.Publish("value", new { value });
        return Task.CompletedTask;
    }

    public Task PublishOnce(int value, OperationId? operation) => Publish(value);

    public Task<int> Last() => Task.FromResult(last);

    public Task Forget()
    {
        foreach (var observer in observers)
        {
            Feed.Unwatch(observer);
        }

        return Task.CompletedTask;
    }

    public Task<LiveBatch> Watch(ILiveObserver observer, string? after)
    {
        observers.Add(observer);
        return Task.FromResult(Feed.Watch(observer, after));
    }

    public Task Unwatch(ILiveObserver observer)
    {
        Feed.Unwatch(observer);
        return Task.CompletedTask;
    }
}

/// <summary>Feeds whose id begins with <c>secret</c> are nobody's.</summary>
internal sealed class ProbeTopics(IGrainFactory grains) : ILiveTopics
{
    public string Prefix => "probes:feed";

    public ValueTask<Result<ILiveSource>> Open(string id, CurrentUser? user) => ValueTask.FromResult<Result<ILiveSource>>(
        id.StartsWith("secret", StringComparison.Ordinal) ? Errors.Forbidden : new Result<ILiveSource> { Value = grains.GetGrain<IProbeFeedGrain>($"probefeed:{id}") });
}
