using OrleansBackends.Grains.Interfaces.Polls;

namespace OrleansBackends.Grains.Polls;

[GrainType("pollnews")]
internal sealed class PollNewsGrain : Grain, IPollNewsGrain
{
    private readonly LiveFeed feed;

    public PollNewsGrain(TimeProvider time) =>
        feed = new LiveFeed(this, $"polls:news:{PollKey.IdOf(this.GetPrimaryKeyString())}", time, snapshot: () => null);

    public Task Announce(string eventName, string data)
    {
        feed.PublishJson(eventName, data);
        return Task.CompletedTask;
    }

    public Task<LiveBatch> Watch(ILiveObserver observer, string? after) => Task.FromResult(feed.Watch(observer, after));

    public Task Unwatch(ILiveObserver observer)
    {
        feed.Unwatch(observer);
        return Task.CompletedTask;
    }
}
