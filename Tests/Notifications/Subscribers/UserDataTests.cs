using Microsoft.Extensions.DependencyInjection;
using OrleansBackends.Grains.Interfaces.Notifications;
using OrleansBackends.Grains.Interfaces.Notifications.Apps;
using OrleansBackends.Grains.Interfaces.Notifications.Subscribers;
using OrleansBackends.Grains.Interfaces.Notifications.Triggers;
using OrleansBackends.Grains.Interfaces.Notifications.Workflows;

namespace OrleansBackends.Tests.Notifications.Subscribers;

[Collection<ClusterCollection>]
public sealed class UserDataTests(ClusterFixture cluster)
{
    [Fact]
    public async Task A_person_takes_everything_along_and_leaves_nothing()
    {
        var app = await cluster.AppAsync();
        var me = cluster.Grains.GetGrain<ISubscriberGrain>(NotifyKeys.Subscriber(NotifyKeys.Product, app.Owner.ToString()));
        (await me.AddDevice(new NewDevice { Kind = DeviceKind.Fcm, Token = "token" })).Require();
        var key = $"t{Guid.NewGuid():N}";
        var workflow = cluster.Grains.GetGrain<IWorkflowGrain>(NotifyKeys.Workflow(NotifyKeys.Product, key));
        (await workflow.SaveDraft(NotifyData.Workflow(NotifyData.Inbox()), null)).Require();
        (await workflow.Publish()).Require();
        await me.Deliver(new Delivery("tx", key, 1, """{"order":7}""", cluster.Time.Now, null, new Recipient { SubscriberId = app.Owner.ToString() }));

        var export = cluster.Services.GetServices<IUserExport>().Single(e => e.Slice == "notifications");
        var (texts, cursor) = (new List<string>(), (string?)null);
        do
        {
            var page = await export.Export(app.Owner, cursor, CancellationToken.None);
            texts.AddRange(page.Items);
            cursor = page.NextCursor;
        }
        while (cursor is not null);

        Assert.Equal(2, texts.Count);
        Assert.Contains(app.App, texts[0]);
        Assert.Contains("Order 7", texts[1]);

        var erasure = cluster.Services.GetServices<IUserErasure>().Single(e => e.Slice == "notifications");
        Assert.True(await erasure.EraseStep(app.Owner, CancellationToken.None));
        Assert.True(await erasure.EraseStep(app.Owner, CancellationToken.None));
        Assert.Equal("subscriber-not-found", (await me.Get()).Error?.Code);
        Assert.Empty(await me.Devices());
        Assert.Empty(await cluster.Grains.GetGrain<INotifyOwnerGrain>(NotifyKeys.Owner(app.Owner)).Apps());
        Assert.Null(await app.Grain.Settings());
    }
}
