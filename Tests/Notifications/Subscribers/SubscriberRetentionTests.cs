using Microsoft.Extensions.DependencyInjection;
using OrleansBackends.Grains.Interfaces.Notifications.Subscribers;
using OrleansBackends.Grains.Interfaces.Notifications.Triggers;
using OrleansBackends.Grains.Notifications.Log;
using OrleansBackends.Grains.Notifications.Subscribers;

namespace OrleansBackends.Tests.Notifications.Subscribers;

[Collection<ClusterCollection>]
public sealed class SubscriberRetentionTests(ClusterFixture cluster)
{
    private const string Anna = "anna";

    private static readonly string[] OneDelivery = [EntryKinds.Received, EntryKinds.Done, EntryKinds.Item, EntryKinds.Suppressed];

    [Fact]
    public async Task After_ninety_days_the_log_forgets_but_never_what_the_inbox_shows()
    {
        var app = await AppAsync();
        await app.Subscriber(Anna).Deliver(Delivery("tx1"));
        cluster.Time.Advance(LogAge.Kept + TimeSpan.FromDays(1));
        await SweepAsync(app);
        await app.Subscriber(Anna).Deliver(Delivery("tx2"));

        Assert.Equal([EntryKinds.Item, EntryKinds.Trimmed, .. OneDelivery], await KindsAsync(app));
        Assert.Equal(["2", "1"], (await app.ItemsAsync(Anna)).Select(item => item.Id));
        Assert.Equal(1, (await app.Subscriber(Anna).Deliver(Delivery("tx1"))).Suppressed);
        Assert.Equal([EntryKinds.Item, EntryKinds.Trimmed, .. OneDelivery], await KindsAsync(app));
    }

    [Fact]
    public async Task Of_a_subscriber_who_was_erased_nothing_is_left()
    {
        var app = await AppAsync();
        await app.Subscriber(Anna).Deliver(Delivery("tx1"));
        (await app.Subscriber(Anna).Erase()).Require();
        cluster.Time.Advance(LogAge.Kept + TimeSpan.FromDays(1));
        await SweepAsync(app);
        Assert.Equal([EntryKinds.Trimmed], await KindsAsync(app));
    }

    [Fact]
    public async Task What_is_younger_stays()
    {
        var app = await AppAsync();
        await app.Subscriber(Anna).Deliver(Delivery("tx1"));
        cluster.Time.Advance(LogAge.Kept - TimeSpan.FromDays(1));
        await SweepAsync(app);
        Assert.Equal(OneDelivery, await KindsAsync(app));
    }

    private async Task<TestApp> AppAsync()
    {
        var app = await cluster.AppAsync();
        await app.PublishAsync("order", NotifyData.Inbox(), NotifyData.Sms());
        return app;
    }

    private Task SweepAsync(TestApp app) => cluster.Grains.GetGrain<IOutboxGrain>(app.Subscriber(Anna).GetGrainId()).DeliverOutbox();

    private async Task<IEnumerable<string>> KindsAsync(TestApp app) =>
        (await cluster.Services.GetRequiredService<IJournal>().Read(SubscriberGrain.Stream(app.App, Anna), 0, 100)).Select(entry => entry.Kind);

    private Delivery Delivery(string transactionId) =>
        new(transactionId, "order", 1, """{"order":7}""", cluster.Time.Now, null, new Recipient { SubscriberId = Anna });
}
