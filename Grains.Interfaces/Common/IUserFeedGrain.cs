using Orleans.Concurrency;

namespace OrleansBackends.Grains.Interfaces.Common;

/// <summary>
/// One of the 64 feeds that carry all <c>me</c> topics (<c>userfeed:{00..63}</c>), so that a frontend watches the shards of its connected users and
/// not every user's topics. In memory only: what was missed is healed by the resource that each topic names.
/// </summary>
[GrainInterfaceType("userfeed"), Alias("common.i-user-feed")]
public interface IUserFeedGrain : ILiveSource
{
    /// <param name="eventName">What <see cref="UserFeedKey.Event"/> makes of user, topic and event.</param>
    /// <param name="data">JSON text.</param>
    [OneWay, Alias("Announce")]
    Task Announce(string eventName, string data);
}
