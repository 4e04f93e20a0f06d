using OrleansBackends.Grains.Interfaces.Notifications;
using OrleansBackends.Grains.Interfaces.Notifications.Apps;
using OrleansBackends.Grains.Interfaces.Notifications.Log;
using OrleansBackends.Grains.Interfaces.Notifications.Triggers;
using OrleansBackends.Grains.Interfaces.Notifications.Workflows;

namespace OrleansBackends.Tests.Notifications.Sending;

/// <summary>An application with a provider of each kind and one workflow, as programs use it.</summary>
internal sealed class TestShop
{
    private const string Workflow = "order-shipped";

    private readonly IGrainFactory grains;

    private TestShop(IGrainFactory grains, string app)
    {
        this.grains = grains;
        App = app;
    }

    public string App { get; }

    public static async Task<TestShop> OpenAsync(IGrainFactory grains, params WorkflowStep[] steps)
    {
        var owner = new UserId(Guid.NewGuid());
        var made = (await grains.GetGrain<INotifyOwnerGrain>(NotifyKeys.Owner(owner)).Create("Shop", null)).Require();
        var shop = new TestShop(grains, made.App.App);
        var app = grains.GetGrain<INotifyAppGrain>(NotifyKeys.App(shop.App));
        var caller = new AppCaller(owner, false, null);
        (await app.PutProvider(caller, new ProviderSet { Email = NotifyData.Providers.Email })).Require();
        (await app.PutProvider(caller, new ProviderSet { Sms = NotifyData.Providers.Sms })).Require();
        await shop.PublishAsync(steps);
        return shop;
    }

    public async Task PublishAsync(params WorkflowStep[] steps)
    {
        var workflow = grains.GetGrain<IWorkflowGrain>(NotifyKeys.Workflow(App, Workflow));
        var before = await workflow.Show();
        (await workflow.SaveDraft(NotifyData.Workflow(steps), before.IsOk ? before.Value.Version : null)).Require();
        (await workflow.Publish()).Require();
    }

    public ITriggerGrain Trigger(string transaction) => grains.GetGrain<ITriggerGrain>(NotifyKeys.Trigger(App, transaction));

    public async Task TriggerAsync(string transaction, params Recipient[] to) =>
        (await Trigger(transaction).Start(NotifyData.Trigger(Workflow) with { To = to })).Require();

    /// <summary>Waits until so many messages of a trigger have this status, and answers them.</summary>
    public async Task<IReadOnlyList<MessageView>> ReachAsync(string transaction, MessageStatus status, int count = 1)
    {
        var queries = grains.GetGrain<INotificationQueries>(0);
        IReadOnlyList<MessageView> found = [];
        await TestTime.Eventually(
            async () =>
            {
                found = (await queries.Messages(App, new MessageFilter { TransactionId = transaction, Status = status }, new PageRequest(100, null))).Require().Items;
                return found.Count == count;
            },
            $"{count} messages of {transaction} {status}");
        return found;
    }
}
