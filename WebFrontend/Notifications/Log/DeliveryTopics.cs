using OrleansBackends.Grains.Interfaces.Notifications;
using OrleansBackends.Grains.Interfaces.Notifications.Log;
using OrleansBackends.WebFrontend.Notifications.Access;

namespace OrleansBackends.WebFrontend.Notifications.Log;

/// <summary><c>notifications:deliveries:{app}</c>: counters and dead letters, for the application's owner.</summary>
internal sealed class DeliveryTopics(AppDoor door, IGrainFactory grains) : ILiveTopics
{
    public string Prefix => "notifications:deliveries";

    public async ValueTask<Result<ILiveSource>> Open(string id, CurrentUser? user) =>
        await door.Refuse(id, user, key: null) ?? new Result<ILiveSource> { Value = grains.GetGrain<IDeliveryFeedGrain>(NotifyKeys.DeliveryFeed(id)) };
}
