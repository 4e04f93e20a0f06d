using OrleansBackends.Grains.Interfaces.Notifications;
using OrleansBackends.Grains.Interfaces.Notifications.Apps;
using OrleansBackends.Grains.Interfaces.Notifications.Dispatch;
using OrleansBackends.Grains.Interfaces.Notifications.Inbox;
using OrleansBackends.Grains.Interfaces.Notifications.Log;
using OrleansBackends.Grains.Interfaces.Notifications.Subscribers;
using OrleansBackends.Grains.Interfaces.Notifications.Workflows;
using OrleansBackends.Grains.Notifications.Inbox;

namespace OrleansBackends.Grains.Notifications.Subscribers;

/// <summary>
/// One decision of a subscriber in the making: the state it leads to, the entries that tell of it, and how it is counted. Nothing of it counts before it
/// is written.
/// </summary>
internal sealed class Act(SubscriberState state, AppSettings app, ChannelAccess access, DateTimeOffset now, Func<int> jitter)
{
    public const string MessageKind = "message";

    public SubscriberState State { get; set; } = state;

    public AppSettings App => app;

    public ChannelAccess Access => access;

    public DateTimeOffset Now => now;

    public List<NewEntry> Entries { get; } = [];

    /// <summary>What came into the inbox, for those who watch it.</summary>
    public List<InboxItem> Items { get; } = [];

    public List<string> Queued { get; } = [];

    public int Held { get; private set; }

    public int Waiting { get; set; }

    public int Suppressed { get; private set; }

    public DeliveryOutcome Outcome => new(Queued.Count, Held, Waiting, Suppressed);

    public TimeSpan Jitter => TimeSpan.FromSeconds(jitter());

    public void Suppress(RunPlace place, WorkflowStep step, string reason, string? device = null)
    {
        var status = reason switch
        {
            NotifyReasons.Expired => MessageStatus.Expired,
            NotifyReasons.RenderFailed => MessageStatus.Failed,
            _ => MessageStatus.Suppressed,
        };
        Entries.Add(NewEntry.Of(EntryKinds.Suppressed, place.Entry(step, status, device) with { Reason = reason }));
        Suppressed++;
    }

    public void Queue(QueuedMessage message)
    {
        State = State with { Outbox = State.Outbox.Add(new OutboxItem(message.Id, MessageKind, DocumentJson.Write(message), now)) };
        Queued.Add(message.Id);
    }

    public void Hold(RunPlace place, WorkflowStep step, QueuedMessage message, DateTimeOffset until)
    {
        var held = message with { SubscriberData = null };
        State = State with { Runs = State.Runs.Add(new WaitingRun(until, place.Delivery, place.Next, place.InboxItem, null, held)) };
        Entries.Add(NewEntry.Of(EntryKinds.Held, place.Entry(step, MessageStatus.Held, message.Device) with { RetryAt = until }));
        Held++;
    }

    public void Put(RunPlace place, WorkflowStep step, InboxItem item)
    {
        State = State with { Inbox = State.Inbox.Add() };
        var number = State.Inbox.Last;
        var numbered = item with { Id = InboxNumbers.Text(number) };
        Entries.Add(NewEntry.Of(EntryKinds.Done, place.Entry(step, MessageStatus.Delivered)));
        Entries.Add(NewEntry.Of(EntryKinds.Item, new ItemEntry(number, numbered)));
        Items.Add(numbered);
        place.InboxItem = number;
    }

    /// <summary>Whether the item that an earlier step put into the inbox was read.</summary>
    public bool HasRead(RunPlace place) => place.InboxItem is { } item && State.Inbox.Has(item) && State.Inbox.IsRead(item);

    /// <summary>Whether one more run may wait; the otp lane has some places for itself.</summary>
    public bool HasRoomForRun(Lane lane) =>
        State.Runs.Count < SubscriberLimits.Runs + Extra(lane) && State.Runs.Sum(run => run.Payload?.Length ?? 0) < SubscriberLimits.RunText;

    public bool HasRoomInOutbox(Lane lane) =>
        State.Outbox.Count < SubscriberLimits.Outbox + Extra(lane) && State.Outbox.Sum(item => item.Data.Length) < SubscriberLimits.OutboxText;

    private static int Extra(Lane lane) => lane == Lane.Otp ? SubscriberLimits.OtpExtra : 0;
}
