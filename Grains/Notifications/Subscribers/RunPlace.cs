using OrleansBackends.Grains.Interfaces.Notifications;
using OrleansBackends.Grains.Interfaces.Notifications.Dispatch;
using OrleansBackends.Grains.Interfaces.Notifications.Log;
using OrleansBackends.Grains.Interfaces.Notifications.Subscribers;
using OrleansBackends.Grains.Interfaces.Notifications.Workflows;
using OrleansBackends.Grains.Notifications.Log;

namespace OrleansBackends.Grains.Notifications.Subscribers;

/// <summary>Where a workflow stands for one subscriber and trigger.</summary>
internal sealed class RunPlace(string app, WorkflowVersion workflow, Delivery delivery, Reach reach, string? payload, string? collected)
{
    public WorkflowVersion Workflow => workflow;

    public Delivery Delivery { get; } = delivery with { Payload = null };

    public Reach Reach => reach;

    /// <summary>What steps see: the trigger's payload, or what a digest collected.</summary>
    public string? Payload => collected ?? payload;

    public string? Collected => collected;

    /// <summary>Index of the step that is next.</summary>
    public int Next { get; set; }

    /// <summary>Number of the item that an earlier step put into the inbox.</summary>
    public int? InboxItem { get; set; }

    public Lane Lane => workflow.Content.Priority;

    /// <summary>The place where a run goes on after it waited.</summary>
    public RunPlace After(WaitingRun run) =>
        new(app, workflow, run.Delivery, reach, payload, run.Payload) { Next = run.Next, InboxItem = run.InboxItem };

    /// <summary>A message that is made now is worth sending until then.</summary>
    public DateTimeOffset EndsAt(DateTimeOffset now) => delivery.ExpiresAt is { } end && end < now + workflow.Ttl ? end : now + workflow.Ttl;

    public string MessageId(WorkflowStep step, string? device = null) => MessageIds.Of(app, delivery.TransactionId, reach.Id, step.Id, device);

    public LogEntry Entry(WorkflowStep step, MessageStatus status, string? device = null) => new()
    {
        App = app, Msg = MessageId(step, device), Tx = delivery.TransactionId, Workflow = workflow.Key, Step = step.Id, Subscriber = reach.Id,
        Channel = step.Channel ?? NotifyChannel.Inbox, Status = status,
    };

    public QueuedMessage Message(WorkflowStep step, Target target, DateTimeOffset now) => new()
    {
        Id = MessageId(step, target.Device), App = app, Channel = step.Channel!.Value, Lane = Lane, TransactionId = delivery.TransactionId,
        Workflow = workflow.Key, WorkflowVersion = workflow.Number, Step = step.Id, Subscriber = reach.Id, Category = workflow.Content.Category,
        Destination = target.Destination, Locale = reach.Locale, TimeZone = reach.TimeZone, QueuedAt = now,
        TtlSeconds = (int)workflow.Ttl.TotalSeconds, ExpiresAt = delivery.ExpiresAt, Device = target.Device, PushKeys = target.Keys, Payload = collected,
        SubscriberData = reach.ToJson(),
    };
}

/// <summary>One place a message goes to: an address, a device, an endpoint.</summary>
internal sealed record Target(string Destination, string? Device = null, PushKeys? Keys = null);
