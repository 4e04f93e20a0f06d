using OrleansBackends.Grains.Interfaces.Notifications;
using OrleansBackends.Grains.Interfaces.Notifications.Dispatch;
using OrleansBackends.Grains.Interfaces.Notifications.Log;
using OrleansBackends.Grains.Interfaces.Notifications.Triggers;
using OrleansBackends.Grains.Interfaces.Notifications.Workflows;
using OrleansBackends.Grains.Notifications.Log;

namespace OrleansBackends.Grains.Notifications.Subscribers;

/// <summary>Goes through a workflow by the rules of <see cref="RunSteps"/>, over its waits too, and tells what came of each step instead of keeping it.</summary>
internal static class Rehearsal
{
    public static IReadOnlyList<PlannedStep> Of(SubscriberState state, Func<SubscriberState, DateTimeOffset, Act> begin, RunPlace place, DateTimeOffset at)
    {
        var steps = place.Workflow.Content.Steps;
        var planned = new List<PlannedStep>();
        for (var now = at; ;)
        {
            var (from, act) = (place.Next, begin(state, now));
            act.Go(place);
            planned.AddRange(Messages(state, act));
            planned.AddRange(Skipped(act, place, steps.Skip(from).Take(place.Next - from)));
            if (Wait(state, act.State) is not { } wait)
            {
                return [.. planned.OrderBy(plan => Index(steps, plan.Step))];
            }

            planned.Add(new PlannedStep(steps[place.Next - 1].Id, null, PlannedOutcome.Waiting, null, wait.Due, null));
            (state, now, place) = (act.State, wait.Due, place.After(wait));
        }
    }

    /// <summary>The run that goes on behind a delay or a digest which this act began or joined.</summary>
    private static WaitingRun? Wait(SubscriberState before, SubscriberState after) =>
        after.Runs.Except(before.Runs).FirstOrDefault(run => run.Held is null)
        ?? after.Digests.Except(before.Digests).Select(digest => digest.Ended()).FirstOrDefault();

    private static IEnumerable<PlannedStep> Messages(SubscriberState before, Act act)
    {
        foreach (var entry in act.Entries.Where(entry => entry.Kind is EntryKinds.Suppressed or EntryKinds.Held or EntryKinds.Done))
        {
            var log = DocumentJson.Read<LogEntry>(entry.Data);
            var held = act.State.Runs.Find(run => run.Held?.Id == log.Msg)?.Held;
            yield return new PlannedStep(log.Step, log.Channel, Outcome(log.Status!.Value), log.Reason, log.RetryAt ?? act.Now, held?.Destination);
        }

        foreach (var message in act.State.Outbox.Skip(before.Outbox.Count).Select(item => item.Read<QueuedMessage>()))
        {
            yield return new PlannedStep(message.Step, message.Channel, PlannedOutcome.Queued, null, act.Now, message.Destination);
        }
    }

    /// <summary>Waits whose condition is false leave no entry.</summary>
    private static IEnumerable<PlannedStep> Skipped(Act act, RunPlace place, IEnumerable<WorkflowStep> passed) =>
        from step in passed
        where step.Channel is null && !act.Holds(place, step)
        select new PlannedStep(step.Id, null, PlannedOutcome.Suppressed, NotifyReasons.Condition, act.Now, null);

    private static int Index(IReadOnlyList<WorkflowStep> steps, string id) => steps.TakeWhile(step => step.Id != id).Count();

    private static PlannedOutcome Outcome(MessageStatus status) => status switch
    {
        MessageStatus.Delivered => PlannedOutcome.Delivered,
        MessageStatus.Held => PlannedOutcome.Held,
        MessageStatus.Expired => PlannedOutcome.Expired,
        MessageStatus.Failed => PlannedOutcome.Failed,
        _ => PlannedOutcome.Suppressed,
    };
}
