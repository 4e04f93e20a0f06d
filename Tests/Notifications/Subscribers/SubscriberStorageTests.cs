using OrleansBackends.Grains.Interfaces.Notifications;
using OrleansBackends.Grains.Interfaces.Notifications.Apps;
using OrleansBackends.Grains.Interfaces.Notifications.Inbox;
using OrleansBackends.Grains.Interfaces.Notifications.Log;
using OrleansBackends.Grains.Interfaces.Notifications.Subscribers;
using OrleansBackends.Grains.Interfaces.Notifications.Triggers;
using OrleansBackends.Grains.Interfaces.Notifications.Workflows;
using OrleansBackends.Grains.Notifications.Subscribers;
using OrleansBackends.Grains.Notifications.Triggers;
using OrleansBackends.Tests.Storage;

namespace OrleansBackends.Tests.Notifications.Subscribers;

/// <summary>What subscribers and sweeps read of the database, with the same expectations on both.</summary>
[Collection<StorageCollection>]
public sealed class SubscriberStorageTests(StorageSilos silos)
{
    private const string Anna = "anna";

    [Theory, OnBothDatabases]
    public async Task Items_are_read_listed_in_the_log_and_erased(Db db)
    {
        var grains = await silos.Get<IGrainFactory>(db);
        var app = await AppAsync(grains);
        var anna = grains.GetGrain<ISubscriberGrain>(NotifyKeys.Subscriber(app, Anna));
        for (var n = 1; n <= 5; n++)
        {
            await anna.Deliver(Delivery($"tx{n}", n));
        }

        await anna.Mark(new InboxMarks(InboxMark.Read, ["2", "4"], null));
        Assert.Equal(["Order 5", "Order 3", "Order 1"], await TitlesAsync(anna, InboxStatus.Unread));
        Assert.Equal(["Order 5", "Order 4", "Order 3", "Order 2", "Order 1"], await TitlesAsync(anna, InboxStatus.All));

        var queries = grains.GetGrain<INotificationQueries>(0);
        var filter = new MessageFilter { Subscriber = Anna, TransactionId = "tx3" };
        var logged = Assert.Single((await queries.Messages(app, filter, new PageRequest(10, null))).Require().Items);
        Assert.Equal((MessageStatus.Delivered, NotifyChannel.Inbox, "inbox"), (logged.Status, logged.Channel, logged.Step));

        (await anna.Erase()).Require();
        Assert.Empty(await TitlesAsync(anna, InboxStatus.All));
        Assert.Single((await queries.Messages(app, filter, new PageRequest(10, null))).Require().Items);
        Assert.Empty(await (await silos.Get<QueryDatabase>(db)).Query<string>(
            "SELECT CAST(data AS text) FROM journal WHERE slice = 'notifications' AND stream = @stream AND CAST(data AS text) LIKE '%Order 3%'",
            new { stream = SubscriberGrain.Stream(app, Anna).ToString() }));
    }

    [Theory, OnBothDatabases]
    public async Task A_trigger_is_due_for_the_sweep_when_it_is_to_be_forgotten(Db db)
    {
        var grains = await silos.Get<IGrainFactory>(db);
        var app = await AppAsync(grains);
        var key = NotifyKeys.Trigger(app, "tx");
        var trigger = grains.GetGrain<ITriggerGrain>(key);
        (await trigger.Start(NotifyData.Trigger("order", Anna))).Require();
        await TestTime.Eventually(async () => (await trigger.Get()).Require().Status == TriggerStatus.Done, "the trigger is done");
        var ended = (await trigger.Get()).Require().EndedAt!.Value;
        var source = (await silos.Get<IEnumerable<ISweepSource>>(db)).Single(s => s.StateName == TriggerState.Name);
        var before = key[..^1];
        Assert.DoesNotContain(key, (await source.Leftovers(ended.AddDays(29), before, 10, CancellationToken.None)).Select(grain => grain.Key.ToString()));
        Assert.Contains(key, (await source.Leftovers(ended.AddDays(31), before, 10, CancellationToken.None)).Select(grain => grain.Key.ToString()));
        Assert.Equal("order", (await (await silos.Get<TriggerReader>(db)).Read(app, "tx"))!.Workflow);
    }

    [Theory, OnBothDatabases]
    public async Task A_delivery_that_was_forgotten_is_found_in_the_journal(Db db)
    {
        var grains = await silos.Get<IGrainFactory>(db);
        var app = await AppAsync(grains);
        await grains.GetGrain<ISubscriberGrain>(NotifyKeys.Subscriber(app, Anna)).Deliver(Delivery("tx1", 1));
        var rows = await (await silos.Get<QueryDatabase>(db)).Query<string>(
            "SELECT tx FROM notifications_received WHERE stream = @stream", new { stream = SubscriberGrain.Stream(app, Anna).ToString() });
        Assert.Equal(["tx1"], rows);
    }

    [Theory, OnBothDatabases]
    public async Task A_subscriber_is_found_by_the_sweep_when_the_log_is_ninety_days_old(Db db)
    {
        var grains = await silos.Get<IGrainFactory>(db);
        var app = await AppAsync(grains);
        var key = NotifyKeys.Subscriber(app, Anna);
        await grains.GetGrain<ISubscriberGrain>(key).Deliver(Delivery("tx1", 1));
        var sources = (await silos.Get<IEnumerable<ISweepSource>>(db)).Where(source => source.StateName == SubscriberState.Name).ToList();
        Assert.False(await IsFound(TimeSpan.FromDays(89)));
        Assert.True(await IsFound(TimeSpan.FromDays(91)));

        async Task<bool> IsFound(TimeSpan after)
        {
            var found = await Task.WhenAll(sources.Select(source => source.Leftovers(DateTimeOffset.UtcNow + after, key[..^1], 10, CancellationToken.None)));
            return found.SelectMany(some => some).Any(grain => grain.Key.ToString() == key);
        }
    }

    private static async Task<string> AppAsync(IGrainFactory grains)
    {
        var app = (await grains.GetGrain<INotifyOwnerGrain>(NotifyKeys.Owner(new UserId(Guid.NewGuid()))).Create("Shop", null)).Require().App.App;
        var workflow = grains.GetGrain<IWorkflowGrain>(NotifyKeys.Workflow(app, "order"));
        (await workflow.SaveDraft(NotifyData.Workflow(NotifyData.Inbox()), null)).Require();
        (await workflow.Publish()).Require();
        return app;
    }

    private static Delivery Delivery(string transactionId, int order) =>
        new(transactionId, "order", 1, $$"""{"order":{{order}}}""", DateTimeOffset.UtcNow.ToMilliseconds(), null, new Recipient { SubscriberId = Anna });

    private static async Task<IEnumerable<string>> TitlesAsync(ISubscriberGrain subscriber, InboxStatus status) =>
        (await subscriber.Inbox(status, new PageRequest(10, null))).Require().Page.Items.Select(item => item.Title);
}
