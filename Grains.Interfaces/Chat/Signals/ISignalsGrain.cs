using Orleans.Concurrency;

namespace OrleansBackends.Grains.Interfaces.Chat;

/// <summary>
/// One of the 32 places (<c>signals:{00..31}</c>) that know who is here and who is typing. In memory only, fed by the stream
/// <see cref="SignalBatch.Namespace"/>; what it makes of it goes to frontends by the feed <c>chat:signals:{shard}</c>, which no client may watch.
/// </summary>
[GrainInterfaceType("signals"), Alias("chat.i-signals")]
public interface ISignalsGrain : ILiveSource
{
    /// <summary>How these people, whose place this is, are seen.</summary>
    [Alias("Ask")]
    Task<AskedPresence> Ask(IReadOnlyList<UserId> users);

    /// <summary>Somebody changed how they are seen, or by whom; told after it is durable.</summary>
    [OneWay, Alias("Settle")]
    Task Settle(UserId user, SeenSettings settings);

    /// <summary>Somebody has read a room, whose place this is, up to a number.</summary>
    [OneWay, Alias("Receipt")]
    Task Receipt(ReadReceipt receipt);
}
