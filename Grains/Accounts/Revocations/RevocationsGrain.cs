using OrleansBackends.Grains.Interfaces.Accounts;

namespace OrleansBackends.Grains.Accounts;

/// <summary>Nothing here must last: a frontend that missed something reads it from the documents.</summary>
[GrainType("revocations")]
internal sealed class RevocationsGrain : Grain, IRevocationsGrain
{
    private readonly LiveFeed feed;

    public RevocationsGrain(TimeProvider time) => feed = new LiveFeed(this, IRevocationsGrain.Topic, time, snapshot: () => null);

    public Task Publish(IReadOnlyList<Cut> cuts)
    {
        foreach (var cut in cuts)
        {
            feed.Publish(IRevocationsGrain.CutEvent, cut);
        }

        return Task.CompletedTask;
    }

    public Task KeysChanged()
    {
        feed.Publish(IRevocationsGrain.KeysEvent, new { });
        return Task.CompletedTask;
    }

    public Task ProfileChanged(UserId user)
    {
        feed.Publish(IRevocationsGrain.ProfileEvent, user);
        return Task.CompletedTask;
    }

    public Task<LiveBatch> Watch(ILiveObserver observer, string? after) => Task.FromResult(feed.Watch(observer, after));

    public Task Unwatch(ILiveObserver observer)
    {
        feed.Unwatch(observer);
        return Task.CompletedTask;
    }
}
