using Orleans.Concurrency;
using OrleansBackends.Grains.Interfaces.Notifications.Dispatch;
using OrleansBackends.Grains.Interfaces.Notifications.Log;

namespace OrleansBackends.Grains.Notifications.Log;

[StatelessWorker, GrainType("notificationreplay")]
internal sealed class NotificationReplay : Grain, INotificationReplay
{
    public async Task<int> Replay(string app, DeadRange range)
    {
        var dead = await GrainFactory.GetGrain<INotificationQueries>(0).DeadLetters(app, range, INotificationReplay.MaxMessages);
        var counts = await Task.WhenAll(dead.GroupBy(place => place.Dispatch).Select(of => ReplayIn(of.Key, [.. of.Select(place => place.Id)])));
        return counts.Sum();
    }

    private async Task<int> ReplayIn(string dispatch, IReadOnlyList<string> ids)
    {
        var queued = 0;
        foreach (var some in ids.Chunk(IDispatchGrain.MaxMessages))
        {
            queued += await GrainFactory.GetGrain<IDispatchGrain>(dispatch).ReplayAll(some);
        }

        return queued;
    }
}
