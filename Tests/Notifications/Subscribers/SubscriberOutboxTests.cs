using OrleansBackends.Grains.Interfaces.Notifications;
using OrleansBackends.Grains.Interfaces.Notifications.Apps;
using OrleansBackends.Grains.Interfaces.Notifications.Log;
using OrleansBackends.Grains.Interfaces.Notifications.Subscribers;
using OrleansBackends.Grains.Interfaces.Notifications.Triggers;
using OrleansBackends.Grains.Interfaces.Notifications.Workflows;
using OrleansBackends.Tests.Notifications.Dispatch;

namespace OrleansBackends.Tests.Notifications.Subscribers;

[Collection<ClusterCollection>]
public sealed class SubscriberOutboxTests(ClusterFixture cluster)
{
    private const string Anna = "anna";

    [Fact]
    public async Task A_full_queue_of_one_channel_keeps_the_others_waiting_no_longer()
    {
        var app = await cluster.AppAsync();
        (await app.Grain.PutProvider(app.Caller, new() { Email = new() { Host = "smtp.invalid.example", Port = 587, From = "shop@example.org" } })).Require();
        var hook = (await app.Grain.AddEndpoint(app.Caller, new NewEndpoint("https://example.org/hook", ["*"], null), null)).Require().Endpoint.Id;
        await app.PublishAsync("order", new WorkflowStep { Id = "hook", Type = StepType.Webhook }, NotifyData.Email());
        await DispatchTestState.Fill(cluster, NotifyKeys.WebhookDispatch(app.App, hook));

        foreach (var transaction in new[] { "tx1", "tx2" })
        {
            Assert.Equal(2, (await app.Subscriber(Anna).Deliver(Delivery(transaction))).Queued);
        }

        await TestTime.Eventually(async () => (await Queued(app)).Count == 2, "both mails are in their queue");
        Assert.All(await Queued(app), message => Assert.Equal(NotifyChannel.Email, message.Channel));
    }

    private static async Task<IReadOnlyList<MessageView>> Queued(TestApp app) =>
        (await app.Cluster.Grains.GetGrain<INotificationQueries>(0).Messages(app.App, new MessageFilter(), new PageRequest(10, null))).Require().Items;

    private Delivery Delivery(string transactionId) => new(
        transactionId, "order", 1, """{"order":7}""", cluster.Time.Now, null, new Recipient { SubscriberId = Anna, Email = "anna@example.org" });
}
