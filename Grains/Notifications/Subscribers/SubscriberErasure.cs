using Orleans.Concurrency;
using OrleansBackends.Grains.Interfaces.Notifications;
using OrleansBackends.Grains.Interfaces.Notifications.Dispatch;
using OrleansBackends.Grains.Interfaces.Notifications.Log;
using OrleansBackends.Grains.Interfaces.Notifications.Subscribers;

namespace OrleansBackends.Grains.Notifications.Subscribers;

[StatelessWorker, GrainType("subscribererasure")]
internal sealed class SubscriberErasure : Grain, ISubscriberErasure
{
    private const int AtOnce = 100;

    private INotificationQueries Queries => GrainFactory.GetGrain<INotificationQueries>(0);

    public async Task<Result<Done>> Erase(string app, string subscriber)
    {
        (await GrainFactory.GetGrain<ISubscriberGrain>(NotifyKeys.Subscriber(app, subscriber)).Erase()).Require();
        var after = "";
        while (await Queries.OfSubscriber(app, subscriber, after, AtOnce) is { Count: > 0 } places)
        {
            await Task.WhenAll(places.GroupBy(place => place.Dispatch).Select(queue =>
                GrainFactory.GetGrain<IDispatchGrain>(queue.Key).Forget([.. queue.Select(place => place.Id)])));
            after = places[^1].Id;
        }

        return Done.Ok;
    }
}
