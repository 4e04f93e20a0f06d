using OrleansBackends.Grains.Interfaces.Notifications;
using OrleansBackends.Grains.Interfaces.Notifications.Apps;
using OrleansBackends.Grains.Interfaces.Notifications.Dispatch;
using OrleansBackends.Grains.Interfaces.Notifications.Log;
using OrleansBackends.Grains.Interfaces.Notifications.Subscribers;
using OrleansBackends.Grains.Interfaces.Notifications.Workflows;

namespace OrleansBackends.Grains.Notifications.Subscribers;

/// <summary>What goes on later: runs after a delay, messages after quiet hours, digests at their end.</summary>
internal sealed partial class SubscriberGrain
{
    public async Task ReceiveReminder(string reminderName, TickStatus status)
    {
        reminder.Ticked();
        if (document.Exists && State.NextDue <= Now && await services.Settings.App(App) is { } app)
        {
            await GoOn(app);
        }

        await reminder.Set(State.NextDue);
    }

    /// <summary>Everything that is due becomes one write.</summary>
    private async Task GoOn(AppSettings app)
    {
        var act = services.Begin(State, app);
        var runs = State.Runs.Where(run => run.Due <= act.Now).OrderBy(run => run.Due).ToList();
        var digests = State.Digests.Where(digest => digest.EndsAt <= act.Now).OrderBy(digest => digest.EndsAt).ToList();
        act.State = State with { Runs = State.Runs.RemoveRange(runs), Digests = State.Digests.RemoveRange(digests) };
        foreach (var run in runs)
        {
            await GoOn(act, run);
        }

        foreach (var digest in digests)
        {
            await GoOn(act, digest.Ended());
        }

        await Commit(act);
    }

    private async Task GoOn(Act act, WaitingRun run)
    {
        var content = await services.Triggers.Read(App, run.Delivery.TransactionId);
        if (content is null or { Cancelled: true })
        {
            act.Entries.AddRange(await Cancelled(run));
            return;
        }

        var place = await Place(run, content.Payload);
        if (run.Held is not { } held)
        {
            act.Go(place);
        }
        else if (held.EndsAt <= act.Now)
        {
            act.Suppress(place, StepOf(place, held), NotifyReasons.Expired, held.Device);
        }
        else if (act.HasRoomInOutbox(held.Lane))
        {
            act.Queue(held with { SubscriberData = place.Reach.ToJson(), InboxRead = act.HasRead(place) });
        }
        else
        {
            act.Suppress(place, StepOf(place, held), NotifyReasons.BacklogFull, held.Device);
        }
    }

    private async Task<RunPlace> Place(WaitingRun run, string? payload) => (await Place(run.Delivery with { Payload = payload })).After(run);

    private async Task<RunPlace> Place(Delivery delivery)
    {
        var workflow = await services.Settings.Workflow(App, delivery.Workflow, delivery.Version)
            ?? throw new InvalidOperationException($"Version {delivery.Version} of {delivery.Workflow} is gone.");
        return new RunPlace(App, workflow, delivery, Reach.Of(Id, State.Contact, delivery.Recipient), delivery.Payload, collected: null);
    }

    /// <summary>What will not be sent of a run that is stopped.</summary>
    private async Task<IReadOnlyList<NewEntry>> Cancelled(WaitingRun run)
    {
        var place = await Place(run, payload: null);
        var entries = run.Held is { } held
            ? [place.Entry(StepOf(place, held), MessageStatus.Cancelled, held.Device)]
            : place.Workflow.Content.Steps.Skip(place.Next).Where(step => step.Channel is not null).Select(step => place.Entry(step, MessageStatus.Cancelled));
        return [.. entries.Select(entry => NewEntry.Of(EntryKinds.Cancelled, entry with { Reason = NotifyReasons.Cancelled }))];
    }

    private static WorkflowStep StepOf(RunPlace place, QueuedMessage message) => place.Workflow.Step(message.Step)!;
}
