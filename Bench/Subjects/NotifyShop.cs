using System.Diagnostics;
using OrleansBackends.Bench.Load;
using OrleansBackends.Grains.Interfaces.Notifications;
using OrleansBackends.Grains.Interfaces.Notifications.Apps;
using OrleansBackends.Grains.Interfaces.Notifications.Topics;
using OrleansBackends.Grains.Interfaces.Notifications.Triggers;
using OrleansBackends.Grains.Interfaces.Notifications.Workflows;

namespace OrleansBackends.Bench.Subjects;

/// <summary>An application with a workflow of one inbox item.</summary>
internal sealed class NotifyShop(IGrainFactory grains, string app)
{
    /// <summary>A topic that nobody is in.</summary>
    public const string Nobody = "nobody";

    private const string Workflow = "note";

    private static readonly TimeSpan Deadline = TimeSpan.FromMinutes(1);

    private long number;

    public static async Task<NotifyShop> Open(IGrainFactory grains)
    {
        var owner = grains.GetGrain<INotifyOwnerGrain>(NotifyKeys.Owner(new UserId(Guid.CreateVersion7())));
        var shop = new NotifyShop(grains, (await owner.Create("Bench", null)).Require().App.App);
        var workflow = grains.GetGrain<IWorkflowGrain>(NotifyKeys.Workflow(shop.App, Workflow));
        (await workflow.SaveDraft(Note, null)).Require();
        (await workflow.Publish()).Require();
        (await shop.Topic(Nobody).Put("Nobody")).Require();
        return shop;
    }

    public string App => app;

    public async Task StartTopic(string topic) => (await New().Start(new NewTrigger { Name = Workflow, Topic = topic, Payload = Payload })).Require();

    /// <summary>A trigger for somebody who never had one.</summary>
    public async Task StartForOne()
    {
        var id = $"s{Interlocked.Increment(ref number)}";
        (await New().Start(new NewTrigger { Name = Workflow, To = [new Recipient { SubscriberId = id }], Payload = Payload })).Require();
    }

    /// <summary>Tells a topic of so many new subscribers, timed until the last of them has the item.</summary>
    public async Task<Sample> TellNewTopic(int members)
    {
        var topic = $"t{Interlocked.Increment(ref number)}";
        (await Topic(topic).Put("Topic")).Require();
        foreach (var some in Enumerable.Range(0, members).Select(i => $"{topic}-{i}").Chunk(1_000))
        {
            (await Topic(topic).Change(some, [])).Require();
        }

        var trigger = New();
        var begun = Stopwatch.GetTimestamp();
        (await trigger.Start(new NewTrigger { Name = Workflow, Topic = topic, Payload = Payload })).Require();
        while ((await trigger.Get()).Require().Status != TriggerStatus.Done)
        {
            if (Stopwatch.GetElapsedTime(begun) > Deadline)
            {
                throw new TimeoutException("Not everybody in the topic was told.");
            }

            await Task.Delay(10);
        }

        return new Sample(members, Stopwatch.GetElapsedTime(begun), new Latencies());
    }

    private const string Payload = """{"order":4711,"note":"It is on its way and comes tomorrow."}""";

    private static WorkflowContent Note { get; } = new()
    {
        Name = "Note",
        Category = "notes",
        Priority = Lane.Transactional,
        Steps =
        [
            new WorkflowStep
            {
                Id = "inbox",
                Type = StepType.Inbox,
                Templates = new Dictionary<string, IReadOnlyDictionary<string, string>>
                {
                    ["en"] = new Dictionary<string, string> { [TemplateParts.Title] = "Order {{ payload.order }}", [TemplateParts.Body] = "{{ payload.note }}" },
                },
            },
        ],
    };

    private ITriggerGrain New() => grains.GetGrain<ITriggerGrain>(NotifyKeys.Trigger(app, $"tx{Interlocked.Increment(ref number)}"));

    private ITopicGrain Topic(string key) => grains.GetGrain<ITopicGrain>(NotifyKeys.Topic(app, key));
}
