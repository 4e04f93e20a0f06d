using Microsoft.Extensions.DependencyInjection;
using OrleansBackends.Grains.Accounts;
using OrleansBackends.Grains.Interfaces.Accounts;
using OrleansBackends.Grains.Interfaces.Notifications;
using OrleansBackends.Grains.Interfaces.Notifications.Log;
using OrleansBackends.Grains.Interfaces.Notifications.Subscribers;
using OrleansBackends.Grains.Interfaces.Notifications.Triggers;
using OrleansBackends.Grains.Interfaces.Notifications.Workflows;
using OrleansBackends.Tests.Accounts;

namespace OrleansBackends.Tests.Notifications.Subscribers;

/// <summary>What is left of a person: ids and outcomes.</summary>
[Collection<ClusterCollection>]
public sealed class AccountErasureTests(ClusterFixture cluster)
{
    [Fact]
    public async Task With_the_account_everything_personal_of_the_subscriber_goes()
    {
        var account = AccountTestData.NewAccount() with { Verified = true };
        (await cluster.Account<IAccountGrain>(account.Id).Register(account)).Require();
        var me = cluster.Grains.GetGrain<ISubscriberGrain>(NotifyKeys.Subscriber(NotifyKeys.Product, $"{account.Id}"));
        (await me.AddDevice(new NewDevice { Kind = DeviceKind.Fcm, Token = "my-phone" })).Require();
        await TellAsync(account.Id, $"tx{Guid.NewGuid():N}");
        Assert.Single((await me.Inbox(Grains.Interfaces.Notifications.Inbox.InboxStatus.All, new PageRequest(10, null))).Require().Page.Items);

        var admins = cluster.Grains.GetGrain<IAdminsGrain>($"admins:{Guid.NewGuid():D}");
        (await admins.RequestDeletion(account.Id, null, AccountTestData.Origin)).Require();
        await cluster.FireReminder(cluster.Account<IAccountGrain>(account.Id), cluster.Time.Now + DeletionRules.Grace);
        await cluster.DeliveredAsync(account.Id);
        Assert.Equal("subscriber-not-found", (await me.Get()).Error?.Code);
        Assert.Empty(await me.Devices());
        Assert.Empty((await me.Inbox(Grains.Interfaces.Notifications.Inbox.InboxStatus.All, new PageRequest(10, null))).Require().Page.Items);
    }

    [Fact]
    public async Task An_erased_subscriber_leaves_no_address_in_queue_log_or_trigger()
    {
        var app = await cluster.AppAsync();
        (await app.Grain.PutProvider(app.Caller, new() { Email = NotifyData.Providers.Email })).Require();
        await app.PublishAsync("order", NotifyData.Email());
        var address = $"{Guid.NewGuid():N}@example.org";
        (await app.Trigger("tx").Start(NotifyData.Trigger("order", "anna") with { To = [new() { SubscriberId = "anna", Email = address }] })).Require();
        await app.ToldAsync("tx");
        var queries = cluster.Grains.GetGrain<INotificationQueries>(0);
        await TestTime.Eventually(async () => (await queries.OfSubscriber(app.App, "anna", "", 10)).Count == 1, "the mail is queued");
        Assert.Equal(1, await MentionsAsync(address));

        (await cluster.Grains.GetGrain<ISubscriberErasure>(0).Erase(app.App, "anna")).Require();
        (await cluster.Grains.GetGrain<ISubscriberErasure>(0).Erase(app.App, "anna")).Require();
        Assert.Equal(0, await MentionsAsync(address));
        var left = Assert.Single((await queries.Messages(app.App, new MessageFilter { Subscriber = "anna" }, new PageRequest(10, null))).Require().Items);
        Assert.Equal(MessageStatus.Cancelled, left.Status);
    }

    private async Task TellAsync(UserId user, string transaction)
    {
        var key = $"t{Guid.NewGuid():N}";
        var workflow = cluster.Grains.GetGrain<IWorkflowGrain>(NotifyKeys.Workflow(NotifyKeys.Product, key));
        (await workflow.SaveDraft(NotifyData.Workflow(NotifyData.Inbox()), null)).Require();
        (await workflow.Publish()).Require();
        var trigger = cluster.Grains.GetGrain<ITriggerGrain>(NotifyKeys.Trigger(NotifyKeys.Product, transaction));
        (await trigger.Start(NotifyData.Trigger(key, $"{user}"))).Require();
        await TestTime.Eventually(async () => (await trigger.Get()).Require().Status == TriggerStatus.Done, "the user is told");
    }

    /// <summary>Documents and entries that hold this text.</summary>
    private async Task<long> MentionsAsync(string text) => (await cluster.Services.GetRequiredService<QueryDatabase>().Query<long>(
        """
        SELECT (SELECT count(*) FROM grain_state WHERE state_name LIKE 'notifications.%' AND state LIKE @pattern)
             + (SELECT count(*) FROM journal WHERE slice = 'notifications' AND data LIKE @pattern)
        """,
        new { pattern = $"%{text}%" })).Single();
}
