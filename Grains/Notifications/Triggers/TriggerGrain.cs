using Microsoft.Extensions.Logging;
using OrleansBackends.Grains.Interfaces.Notifications;
using OrleansBackends.Grains.Interfaces.Notifications.Dispatch;
using OrleansBackends.Grains.Interfaces.Notifications.Topics;
using OrleansBackends.Grains.Interfaces.Notifications.Triggers;

namespace OrleansBackends.Grains.Notifications.Triggers;

/// <summary>
/// Accepts by <see cref="TriggerRules"/>, then tells its recipients page by page: the page that is owed lies in the outbox, and what it came to is
/// written when it was told.
/// </summary>
[GrainType("trigger")]
internal sealed partial class TriggerGrain : Grain, ITriggerGrain, IOutboxGrain, IRemindable
{
    private readonly Document<TriggerState> document;
    private readonly Outbox outbox;
    private readonly ReminderSlot reminder;
    private readonly TriggerServices services;

    public TriggerGrain(
        [PersistentState(TriggerState.Name)] IPersistentState<TriggerState> storage, TriggerServices services, ILogger<TriggerGrain> logger)
    {
        document = new Document<TriggerState>(this, storage);
        outbox = new Outbox(this, () => document.Current.Outbox, Tell, logger);
        reminder = new ReminderSlot(this, "trigger", services.Time);
        this.services = services;
    }

    private string Key => this.GetPrimaryKeyString();

    private string App => NotifyKeys.AppOf(Key);

    private string TransactionId => NotifyKeys.IdOf(Key);

    private TriggerState Trigger => document.Current;

    private DateTimeOffset Now => services.Time.Now();

    public override Task OnActivateAsync(CancellationToken cancellationToken)
    {
        reminder.Assume(Trigger is { Status: TriggerStatus.Scheduled } && document.Exists ? Trigger.SendAt : null);
        outbox.Wake();
        return Task.CompletedTask;
    }

    public async Task<Result<TriggerReceipt>> Start(NewTrigger trigger)
    {
        var hash = services.Hash(trigger);
        if (document.Exists)
        {
            return Trigger.ContentHash == hash
                ? new Result<TriggerReceipt> { Value = new TriggerReceipt(TransactionId, Trigger.Status), Replayed = true }
                : NotifyErrors.TransactionConflict;
        }

        var accepted = await Accept(trigger, hash);
        if (!accepted.IsOk)
        {
            this.DeactivateOnIdle();
            return accepted.Error;
        }

        if (accepted.Value.Status == TriggerStatus.Scheduled)
        {
            await reminder.Set(accepted.Value.SendAt);
        }

        await document.Commit(accepted.Value);
        outbox.Wake();
        return new TriggerReceipt(TransactionId, Trigger.Status);
    }

    public Task<Result<TriggerView>> Get() => Task.FromResult<Result<TriggerView>>(Missing is { } missing ? missing : Trigger.Show(TransactionId));

    public async Task<Result<CancelView>> Cancel()
    {
        if (Missing is { } missing)
        {
            return missing;
        }

        if (Trigger.Status != TriggerStatus.Cancelled)
        {
            await document.Commit(Trigger.Cancelled(Now));
            await reminder.Set(null);
        }

        if (Trigger.Stopped is null)
        {
            await document.Commit(Trigger with { Stopped = await CountStopped() });
        }

        return Trigger.Stopped!;
    }

    public Task<TriggerContent?> Content() =>
        Task.FromResult(document.Exists ? Trigger.ToContent(services.Load(Key, Trigger)) : null);

    public async Task Settle(IReadOnlyList<string> messages)
    {
        if (document.Exists && Trigger is { Lane: Lane.Otp, Payload: not null, Topic: null } && !messages.All(Trigger.Settled.Contains))
        {
            await document.Commit(Trigger.Settle(messages));
        }
    }

    public async Task ReceiveReminder(string reminderName, TickStatus status)
    {
        reminder.Ticked();
        await CatchUp();
        await reminder.Set(Trigger.Status == TriggerStatus.Scheduled && document.Exists ? Trigger.SendAt : null);
    }

    public async Task DeliverOutbox()
    {
        await CatchUp();
        outbox.Wake();
    }

    /// <summary>Does what is due: starts what was scheduled, drops a payload whose messages are final, forgets what ended long ago.</summary>
    private async Task CatchUp()
    {
        if (!document.Exists || Trigger.DueAt is not { } due || due > Now || !Trigger.Outbox.IsEmpty)
        {
            return;
        }

        if (Trigger.Status == TriggerStatus.Scheduled)
        {
            await document.Commit(Trigger.Started(Now));
            outbox.Wake();
        }
        else if (Trigger.Payload is not null && Trigger.DropAt <= Now)
        {
            await document.Commit(Trigger.Dropped());
        }
        else
        {
            await document.Delete();
            this.DeactivateOnIdle();
        }
    }

    private async Task<Result<TriggerState>> Accept(NewTrigger trigger, string hash)
    {
        if (TriggerRules.Refuse(TransactionId, trigger, Now) is { } refused)
        {
            return refused;
        }

        if (await services.Settings.App(App) is null)
        {
            return NotifyErrors.AppNotFound;
        }

        if (await services.Settings.Workflow(App, trigger.Name) is not { } workflow)
        {
            return NotifyErrors.WorkflowUnknown;
        }

        if (trigger.Topic is { } topic && !(await Topic(topic).Get()).IsOk)
        {
            return NotifyErrors.TopicUnknown;
        }

        if (!(trigger.SendAt > Now) && TriggerRules.Queues(App, trigger, workflow).Any(services.Rooms.IsFull))
        {
            return DispatchErrors.QueueFull;
        }

        return TriggerSteps.Accepted(App, trigger, workflow, hash, services.Store(Key, workflow.Content.Priority, trigger.Payload), Now);
    }

    /// <summary>A guessed id is not worth an activation's memory.</summary>
    private Error? Missing
    {
        get
        {
            if (!document.Exists)
            {
                this.DeactivateOnIdle();
            }

            return document.Exists ? null : NotifyErrors.TriggerNotFound;
        }
    }

    private ITopicGrain Topic(string key) => GrainFactory.GetGrain<ITopicGrain>(NotifyKeys.Topic(App, key));
}
