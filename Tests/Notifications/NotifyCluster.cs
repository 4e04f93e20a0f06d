using Microsoft.Extensions.DependencyInjection;
using OrleansBackends.Grains.Interfaces.Notifications;
using OrleansBackends.Grains.Interfaces.Notifications.Apps;
using OrleansBackends.Grains.Interfaces.Notifications.Inbox;
using OrleansBackends.Grains.Interfaces.Notifications.Subscribers;
using OrleansBackends.Grains.Interfaces.Notifications.Triggers;
using OrleansBackends.Grains.Interfaces.Notifications.Workflows;
using OrleansBackends.Grains.Notifications.Log;
using OrleansBackends.Grains.Notifications.Subscribers;

namespace OrleansBackends.Tests.Notifications;

/// <summary>An application of a test's own on the shared cluster.</summary>
internal sealed record TestApp(ClusterFixture Cluster, UserId Owner, string App, string Key)
{
    public AppCaller Caller => new(Owner, IsAdmin: false, KeyHash: null);

    public INotifyAppGrain Grain => Cluster.Grains.GetGrain<INotifyAppGrain>(NotifyKeys.App(App));

    public IWorkflowGrain Workflow(string key) => Cluster.Grains.GetGrain<IWorkflowGrain>(NotifyKeys.Workflow(App, key));

    public ITriggerGrain Trigger(string transactionId) => Cluster.Grains.GetGrain<ITriggerGrain>(NotifyKeys.Trigger(App, transactionId));

    public ISubscriberGrain Subscriber(string id) => Cluster.Grains.GetGrain<ISubscriberGrain>(NotifyKeys.Subscriber(App, id));

    public async Task<string> PublishAsync(string key, params WorkflowStep[] steps) => await PublishAsync(key, NotifyData.Workflow(steps));

    public async Task<string> PublishAsync(string key, WorkflowContent content)
    {
        (await Workflow(key).SaveDraft(content, null)).Require();
        (await Workflow(key).Publish()).Require();
        return key;
    }

    /// <summary>Answers when every recipient was told.</summary>
    public Task ToldAsync(string transactionId) => TestTime.Eventually(
        async () => (await Trigger(transactionId).Get()).Require().Status == TriggerStatus.Done, $"{transactionId} told all its recipients");

    public async Task<InboxCounts> CountsAsync(string subscriber) =>
        (await Subscriber(subscriber).Inbox(InboxStatus.All, new PageRequest(1, null))).Require().Counts;

    public async Task<IReadOnlyList<InboxItem>> ItemsAsync(string subscriber) =>
        (await Subscriber(subscriber).Inbox(InboxStatus.All, new PageRequest(100, null))).Require().Page.Items;

    /// <summary>What the journal of a subscriber holds of one kind, oldest first.</summary>
    public async Task<IReadOnlyList<T>> EntriesAsync<T>(string subscriber, string kind)
    {
        var entries = await Cluster.Services.GetRequiredService<IJournal>().Read(SubscriberGrain.Stream(App, subscriber), 0, 1_000);
        return [.. entries.Where(entry => entry.Kind == kind).Select(entry => entry.Read<T>())];
    }

    public Task<IReadOnlyList<LogEntry>> SuppressedAsync(string subscriber) => EntriesAsync<LogEntry>(subscriber, EntryKinds.Suppressed);
}

internal static class NotifyCluster
{
    public static async Task<TestApp> AppAsync(this ClusterFixture cluster)
    {
        var owner = new UserId(Guid.NewGuid());
        var made = (await cluster.Grains.GetGrain<INotifyOwnerGrain>(NotifyKeys.Owner(owner)).Create("Shop", null)).Require();
        return new TestApp(cluster, owner, made.App.App, made.Key.Key);
    }
}
