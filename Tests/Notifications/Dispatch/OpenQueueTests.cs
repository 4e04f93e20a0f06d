using OrleansBackends.Grains.Interfaces.Notifications;
using OrleansBackends.Grains.Interfaces.Notifications.Dispatch;
using OrleansBackends.Grains.Notifications.Dispatch;
using OrleansBackends.Tests.Storage;

namespace OrleansBackends.Tests.Notifications.Dispatch;

/// <summary>Queues that a killed silo had are found by the sweep on either database.</summary>
[Collection<StorageCollection>]
public sealed class OpenQueueTests(StorageSilos silos)
{
    private readonly string app = NewMessages.NewApp();

    [Theory, OnBothDatabases]
    public async Task A_queue_is_found_while_something_is_open_whatever_its_document_says(Db db)
    {
        var grains = await silos.Get<IGrainFactory>(db);
        var dispatch = grains.GetGrain<IDispatchGrain>(NotifyKeys.Dispatch(app, NotifyChannel.Email, 0));
        Assert.False(await IsFound(db, dispatch, after: TimeSpan.FromMinutes(1)));
        (await dispatch.Enqueue([NewMessages.Of(app, "ada", DateTimeOffset.UtcNow)])).Require();
        Assert.True(await IsFound(db, dispatch, after: TimeSpan.FromMinutes(1)));
        Assert.False(await IsFound(db, dispatch, after: TimeSpan.FromMinutes(-1)));

        await dispatch.Report([(await dispatch.Claim(Lane.Transactional, 1)).Messages[0].Reported(SendResult.Sent)]);
        await grains.GetGrain<IOutboxGrain>(dispatch.GetGrainId()).DeliverOutbox();
        Assert.False(await IsFound(db, dispatch, after: TimeSpan.FromMinutes(1)));
    }

    /// <summary>As a sweep does that comes so long from now.</summary>
    private async Task<bool> IsFound(Db db, IDispatchGrain dispatch, TimeSpan after)
    {
        var key = dispatch.GetPrimaryKeyString();
        foreach (var source in (await silos.Get<IEnumerable<ISweepSource>>(db)).Where(source => source.StateName == DispatchState.Name))
        {
            var found = await source.Leftovers(DateTimeOffset.UtcNow + after, key[..^1], 10, CancellationToken.None);
            if (found.Contains(dispatch.GetGrainId()))
            {
                return true;
            }
        }

        return false;
    }
}
