using OrleansBackends.Grains.Interfaces.Chat;

namespace OrleansBackends.Tests.Chat.Signals;

/// <summary>A test as a frontend.</summary>
internal static class SignalStreams
{
    /// <summary>Says of somebody that they are here, and answers when they are seen so.</summary>
    public static async Task Lease(this ClusterFixture cluster, string frontend, UserId user, PresenceState seen, PresenceState? said = null)
    {
        await cluster.Send(ChatKey.Signals(user), new SignalBatch(frontend, [new PresenceLease(user, said ?? seen)], []));
        // Streams are read when time moves; this is well within a lease.
        await cluster.Time.Until(
            async () => (await cluster.Grains.GetGrain<ISignalsGrain>(ChatKey.Signals(user)).Ask([user])).People[0].State == seen,
            TimeSpan.FromSeconds(5), $"{user} is seen {seen}");
    }

    public static Task Send(this ClusterFixture cluster, string place, SignalBatch batch) =>
        cluster.Client.GetStreamProvider(Streams.Provider).GetStream<SignalBatch>(StreamId.Create(SignalBatch.Namespace, place)).OnNextAsync(batch);
}
