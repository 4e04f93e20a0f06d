using OrleansBackends.Grains.Interfaces.Notifications;
using OrleansBackends.Grains.Interfaces.Notifications.Apps;
using OrleansBackends.Grains.Interfaces.Notifications.Log;
using OrleansBackends.Grains.Interfaces.Notifications.Subscribers;
using OrleansBackends.Grains.Interfaces.Notifications.Triggers;
using OrleansBackends.Grains.Interfaces.Notifications.Workflows;

namespace OrleansBackends.Tests.Notifications.Sending;

/// <summary>An application with a provider of each kind and one workflow, as programs use it.</summary>
internal sealed class TestShop
{
    private const string Workflow = "order-shipped";

    private readonly IGrainFactory grains;

    private TestShop(IGrainFactory grains, string app, UserId owner)
    {
        this.grains = grains;
        App = app;
        Caller = new AppCaller(owner, IsAdmin: false, KeyHash: null);
    }

    public AppCaller Caller { get; }

    public INotifyAppGrain Grain => grains.GetGrain<INotifyAppGrain>(NotifyKeys.App(App));

    public ISubscriberGrain Subscriber(string id) => grains.GetGrain<ISubscriberGrain>(NotifyKeys.Subscriber(App, id));

    public string App { get; }

    public static Task<TestShop> OpenAsync(IGrainFactory grains, params WorkflowStep[] steps) =>
        OpenAsync(grains, NotifyData.Providers, new UserId(Guid.NewGuid()), steps);

    public static async Task<TestShop> OpenAsync(IGrainFactory grains, ProviderSet providers, UserId owner, params WorkflowStep[] steps)
    {
        var made = (await grains.GetGrain<INotifyOwnerGrain>(NotifyKeys.Owner(owner)).Create("Shop", null)).Require();
        var shop = new TestShop(grains, made.App.App, owner);
        await shop.PutAsync(new ProviderSet { Email = providers.Email });
        await shop.PutAsync(new ProviderSet { Sms = providers.Sms });
        await shop.PublishAsync(steps);
        return shop;
    }

    public async Task PutAsync(ProviderSet one) => (await Grain.PutProvider(Caller, one)).Require();

    public Task PublishAsync(params WorkflowStep[] steps) => PublishAsync(Workflow, NotifyData.Workflow(steps));

    public async Task PublishAsync(string key, WorkflowContent content)
    {
        var workflow = grains.GetGrain<IWorkflowGrain>(NotifyKeys.Workflow(App, key));
        var before = await workflow.Show();
        (await workflow.SaveDraft(content, before.IsOk ? before.Value.Version : null)).Require();
        (await workflow.Publish()).Require();
    }

    public ITriggerGrain Trigger(string transaction) => grains.GetGrain<ITriggerGrain>(NotifyKeys.Trigger(App, transaction));

    public Task TriggerAsync(string transaction, params Recipient[] to) => TriggerAsync(Workflow, transaction, to);

    public async Task TriggerAsync(string key, string transaction, params Recipient[] to) =>
        (await Trigger(transaction).Start(NotifyData.Trigger(key) with { To = to })).Require();

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
