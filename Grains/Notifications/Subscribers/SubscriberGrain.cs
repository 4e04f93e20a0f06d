using Microsoft.Extensions.Logging;
using OrleansBackends.Grains.Interfaces.Notifications;
using OrleansBackends.Grains.Interfaces.Notifications.Dispatch;
using OrleansBackends.Grains.Interfaces.Notifications.Subscribers;
using OrleansBackends.Grains.Interfaces.Notifications.Triggers;
using OrleansBackends.Grains.Notifications.Log;

namespace OrleansBackends.Grains.Notifications.Subscribers;

/// <summary>Runs workflows by <see cref="RunSteps"/>; what they come to is one write, and only then told to queues and watchers.</summary>
[GrainType("subscriber")]
internal sealed partial class SubscriberGrain : Grain, ISubscriberGrain, IOutboxGrain, IRemindable
{
    private readonly Document<SubscriberState> document;
    private readonly SubscriberJournal journal;
    private readonly Outbox outbox;
    private readonly ReminderSlot reminder;
    private readonly LiveFeed feed;
    private readonly SubscriberServices services;

    public SubscriberGrain(
        [PersistentState(SubscriberState.Name)] IPersistentState<SubscriberState> storage, SubscriberServices services, ILogger<SubscriberGrain> logger)
    {
        this.services = services;
        document = new Document<SubscriberState>(this, storage);
        journal = new SubscriberJournal(this, document, Stream(App, Id), services);
        outbox = new Outbox(this, () => document.Current.Outbox, Send, logger, item => Queue(item.Read<QueuedMessage>()));
        reminder = new ReminderSlot(this, "subscriber", services.Time);
        feed = new LiveFeed(this, $"{InboxTopic}:{App}:{Id}", services.Time, () => new LiveSnapshot("counts", State.Inbox.Counts()));
    }

    private string App => NotifyKeys.AppOf(this.GetPrimaryKeyString());

    private string Id => NotifyKeys.IdOf(this.GetPrimaryKeyString());

    private SubscriberState State => document.Current;

    private DateTimeOffset Now => services.Time.Now();

    public static StreamName Stream(string app, string id) => new("notifications", "subscriber", $"{app}:{id}");

    public override Task OnActivateAsync(CancellationToken cancellationToken)
    {
        reminder.Assume(document.Exists ? State.NextDue : null);
        outbox.Wake();
        return Task.CompletedTask;
    }

    public async Task<DeliveryOutcome> Deliver(Delivery delivery)
    {
        if (State.Seen.Find(delivery.TransactionId) is { } before)
        {
            return before;
        }

        if (delivery.CreatedAt <= State.ForgottenUpTo && await journal.HasReceived(delivery.TransactionId))
        {
            return new DeliveryOutcome(0, 0, 0, 0);
        }

        if (await services.Settings.App(App) is not { } app)
        {
            return new DeliveryOutcome(0, 0, 0, 0);
        }

        var act = services.Begin(State, app);
        act.Go(await Place(delivery));
        var received = new ReceivedEntry(App, delivery.TransactionId, delivery.Workflow, delivery.Version, Id, act.Queued);
        act.Entries.Insert(0, NewEntry.Of(EntryKinds.Received, received));
        act.State = act.State.Remember(delivery.TransactionId, act.Outcome, act.Now);
        await Commit(act);
        return act.Outcome;
    }

    public async Task<Result<IReadOnlyList<PlannedStep>>> Explain(Delivery delivery, DateTimeOffset at)
    {
        if (await services.Settings.App(App) is not { } app)
        {
            return NotifyErrors.AppNotFound;
        }

        if (!document.Exists)
        {
            this.DeactivateOnIdle();
        }

        var place = await Place(delivery);
        return new Result<IReadOnlyList<PlannedStep>> { Value = Rehearsal.Of(State, (state, now) => services.Rehearse(state, app, now), place, at) };
    }

    public async Task<int> Cancel(string transactionId)
    {
        var runs = State.Runs.FindAll(run => run.Delivery.TransactionId == transactionId);
        var digests = State.Digests.Without(transactionId);
        var collected = State.Digests.Sum(d => d.Total) - digests.Sum(d => d.Total);
        if (runs.IsEmpty && collected == 0)
        {
            return 0;
        }

        var entries = new List<NewEntry>();
        foreach (var run in runs)
        {
            entries.AddRange(await Cancelled(run));
        }

        await Commit(State with { Runs = State.Runs.RemoveRange(runs), Digests = digests }, entries);
        return runs.Count + collected;
    }

    /// <summary>By the sweeper: something is owed, or old entries are due to be trimmed.</summary>
    public async Task DeliverOutbox()
    {
        if (State.TrimAt <= Now)
        {
            await journal.Commit(State with { TrimAt = await journal.Trim(Now) }, []);
        }

        outbox.Wake();
    }

    public Task OutboxDelivered(IReadOnlyList<string> ids) => document.Commit(State with { Outbox = State.Outbox.Without(ids) });

    /// <summary>The queue leaves out what it has; while it is full the message stays here.</summary>
    private async Task Send(OutboxItem item)
    {
        var message = item.Read<QueuedMessage>();
        (await GrainFactory.GetGrain<IDispatchGrain>(Queue(message)).Enqueue([message])).Require();
    }

    private string Queue(QueuedMessage message) => message.Channel == NotifyChannel.Webhook
        ? NotifyKeys.WebhookDispatch(App, message.Destination)
        : NotifyKeys.DispatchOf(App, message.Channel, Id);

    private async Task Commit(Act act)
    {
        await Commit(act.State, act.Entries);
        foreach (var item in act.Items)
        {
            Announce("item", item);
        }

        if (act.Items.Count > 0)
        {
            Announce("counts", State.Inbox.Counts());
        }
    }

    /// <summary>A reminder too many is harmless, one too few is not: the next due time is set before the write that needs it.</summary>
    private async Task Commit(SubscriberState next, List<NewEntry> entries)
    {
        var created = next.CreatedAt == default ? next with { CreatedAt = Now } : next;
        if (entries.Count > 0 && created.TrimAt is null)
        {
            created = created with { TrimAt = Now + LogAge.Kept };
        }

        var sooner = created.NextDue < State.NextDue || State.NextDue is null;
        if (sooner)
        {
            await reminder.Set(created.NextDue);
        }

        await journal.Commit(created, entries);
        if (!sooner)
        {
            await reminder.Set(created.NextDue);
        }

        outbox.Wake();
    }
}
