using Orleans.Streams;
using Orleans.Streams.Core;
using OrleansBackends.Grains.Interfaces.Chat;

namespace OrleansBackends.Grains.Chat.Signals;

/// <summary>Nothing here outlives the activation: frontends say again who is with them, at once where they see that the feed began anew.</summary>
[GrainType("signals"), ImplicitStreamSubscription(SignalBatch.Namespace)]
internal sealed class SignalsGrain : Grain, ISignalsGrain, IStreamSubscriptionObserver
{
    /// <summary>Frontends renew every 15 s; after this everybody who is here has been heard.</summary>
    private static readonly TimeSpan SettleFor = TimeSpan.FromSeconds(20);

    private static readonly TimeSpan ExpireEvery = TimeSpan.FromSeconds(5);

    private readonly TimeProvider time;
    private readonly SeenPeople seen;
    private readonly LiveFeed feed;
    private readonly PresenceBook people = new();
    private readonly TypingBook typing = new();
    private readonly DateTimeOffset begunAt;

    public SignalsGrain(TimeProvider time, QueryDatabase database)
    {
        this.time = time;
        seen = new SeenPeople(database);
        feed = new LiveFeed(this, $"chat:signals:{ChatKey.ShardOf(this.GetPrimaryKeyString())}", time, snapshot: () => null);
        begunAt = time.Now();
    }

    public override Task OnActivateAsync(CancellationToken cancellationToken)
    {
        this.RegisterGrainTimer(static (signals, _) => signals.Expire(), this, ExpireEvery, ExpireEvery);
        return Task.CompletedTask;
    }

    public Task OnSubscribed(IStreamSubscriptionHandleFactory handleFactory) =>
        handleFactory.Create<SignalBatch>().ResumeAsync(batches => Receive([.. batches.Select(b => b.Item)]));

    public async Task<AskedPresence> Ask(IReadOnlyList<UserId> users)
    {
        var stored = await seen.Find(users.Where(user => !people.Knows(user)));
        var now = time.Now();
        return new AskedPresence(
            [.. users.Distinct().Select(user => people.Find(user, now) ?? PresenceBook.ShowAbsent(user, stored.GetValueOrDefault(user, SeenSettings.None)))],
            Settled: now - begunAt >= SettleFor);
    }

    public Task Settle(UserId user, SeenSettings settings)
    {
        Tell(people.Settle(user, settings, time.Now()) ?? (people.Knows(user) ? null : PresenceBook.ShowAbsent(user, settings)));
        return Task.CompletedTask;
    }

    public Task Receipt(ReadReceipt receipt)
    {
        feed.Publish(SignalNames.Receipt, receipt);
        return Task.CompletedTask;
    }

    public Task<LiveBatch> Watch(ILiveObserver observer, string? after) => Task.FromResult(feed.Watch(observer, after));

    public Task Unwatch(ILiveObserver observer)
    {
        feed.Unwatch(observer);
        return Task.CompletedTask;
    }

    private async Task Receive(IReadOnlyList<SignalBatch> batches)
    {
        var strangers = batches.SelectMany(batch => batch.Leases).Where(lease => lease.State != PresenceState.Offline && !people.Knows(lease.User));
        var stored = await seen.Find(strangers.Select(lease => lease.User));
        var now = time.Now();
        foreach (var batch in batches)
        {
            foreach (var lease in batch.Leases)
            {
                Tell(people.Take(batch.Frontend, lease, stored.GetValueOrDefault(lease.User, SeenSettings.None), now));
            }

            foreach (var typed in batch.Typing.Where(typed => typing.Take(typed, now)))
            {
                feed.Publish(SignalNames.Typing, typed);
            }
        }
    }

    private Task Expire()
    {
        var now = time.Now();
        typing.Expire(now);
        foreach (var gone in people.Expire(now))
        {
            Tell(gone);
        }

        return Task.CompletedTask;
    }

    private void Tell(PresenceView? changed)
    {
        if (changed is not null)
        {
            feed.Publish(SignalNames.Presence, changed);
        }
    }
}
