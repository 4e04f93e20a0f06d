namespace OrleansBackends.Grains.Common;

/// <summary>A feed that many users share; frontends pick out what is for their own.</summary>
[GrainType("userfeed")]
internal sealed class UserFeedGrain : Grain, IUserFeedGrain
{
    private readonly LiveFeed feed;

    public UserFeedGrain(TimeProvider time) => feed = new LiveFeed(this, this.GetPrimaryKeyString(), time, snapshot: () => null);

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
