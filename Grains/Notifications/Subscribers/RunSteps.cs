using OrleansBackends.Grains.Interfaces.Notifications;
using OrleansBackends.Grains.Interfaces.Notifications.Workflows;
using OrleansBackends.Grains.Notifications.Inbox;
using OrleansBackends.Grains.Notifications.Preferences;
using OrleansBackends.Grains.Notifications.Templates;

namespace OrleansBackends.Grains.Notifications.Subscribers;

/// <summary>
/// Takes a workflow through its steps until it ends or must wait. For each message in this order: condition, address, provider, preference, quiet
/// hours, queue; what is refused is noted with its reason.
/// </summary>
internal static class RunSteps
{
    public static void Go(this Act act, RunPlace place)
    {
        for (var steps = place.Workflow.Content.Steps; place.Next < steps.Count;)
        {
            var step = steps[place.Next++];
            var holds = act.Holds(place, step);
            if (step.Channel is { } channel)
            {
                act.Send(place, step, channel, holds);
            }
            else if (holds && (step.Type == StepType.Delay ? act.Pause(place, step) : act.Collect(place, step)))
            {
                return;
            }
        }
    }

    /// <summary>The steps that are left are not sent, for one reason.</summary>
    public static void SuppressRest(this Act act, RunPlace place, string reason)
    {
        foreach (var step in place.Workflow.Content.Steps.Skip(place.Next).Where(step => step.Channel is not null))
        {
            act.Suppress(place, step, reason);
        }

        place.Next = place.Workflow.Content.Steps.Count;
    }

    public static bool Holds(this Act act, RunPlace place, WorkflowStep step)
    {
        return step.When is null
            || (Condition.TryParse(step.When, out var condition, out _) && condition.Holds(place.Reach.Scope(act.App, place.Payload, act.HasRead(place))));
    }

    private static void Send(this Act act, RunPlace place, WorkflowStep step, NotifyChannel channel, bool holds)
    {
        var (targets, unreachable) = Targets.Of(act, place, channel);
        var category = act.App.Category(place.Workflow.Content.Category);
        var critical = category is { Critical: true } && place.Lane != Lane.Bulk;
        var reason = !holds ? NotifyReasons.Condition
            : unreachable is not null ? unreachable
            : !act.Access.IsConfigured(act.App, channel) ? NotifyReasons.NotConfigured
            : !critical && !act.State.Choices.IsOn(act.App, place.Workflow.Content.Category, channel) ? NotifyReasons.OptedOut
            : place.EndsAt(act.Now) <= act.Now ? NotifyReasons.Expired
            : null;
        if (reason is not null)
        {
            act.Suppress(place, step, reason);
        }
        else if (channel == NotifyChannel.Inbox)
        {
            act.Show(place, step);
        }
        else
        {
            var quiet = critical ? null : QuietHoursRules.Until(act.State.Quiet, place.Reach.TimeZone, act.Now);
            foreach (var target in targets)
            {
                act.Send(place, step, target, quiet);
            }
        }
    }

    private static void Send(this Act act, RunPlace place, WorkflowStep step, Target target, DateTimeOffset? quiet)
    {
        if (quiet is { } until)
        {
            act.HoldOrExpire(place, step, target, until + act.Jitter);
        }
        else if (act.HasRoomInOutbox(place.Lane))
        {
            act.Queue(place.Message(step, target, act.Now) with { InboxRead = act.HasRead(place) });
        }
        else
        {
            act.Suppress(place, step, NotifyReasons.BacklogFull, target.Device);
        }
    }

    private static void HoldOrExpire(this Act act, RunPlace place, WorkflowStep step, Target target, DateTimeOffset until)
    {
        if (until >= place.EndsAt(act.Now))
        {
            act.Suppress(place, step, NotifyReasons.Expired, target.Device);
        }
        else if (act.HasRoomForRun(place.Lane))
        {
            act.Hold(place, step, place.Message(step, target, act.Now), until);
        }
        else
        {
            act.Suppress(place, step, NotifyReasons.BacklogFull, target.Device);
        }
    }

    private static void Show(this Act act, RunPlace place, WorkflowStep step)
    {
        if (InboxTexts.Render(act, place, step) is { } item)
        {
            act.Put(place, step, item);
        }
        else
        {
            act.Suppress(place, step, NotifyReasons.RenderFailed);
        }
    }

    private static bool Pause(this Act act, RunPlace place, WorkflowStep step)
    {
        if (!act.HasRoomForRun(place.Lane))
        {
            act.SuppressRest(place, NotifyReasons.BacklogFull);
            return true;
        }

        var due = act.Now.AddSeconds(step.Config.Seconds ?? 0);
        act.State = act.State with
        {
            Runs = act.State.Runs.Add(new WaitingRun(due, place.Delivery, place.Next, place.InboxItem, place.Collected, Held: null)),
        };
        act.Waiting++;
        return true;
    }
}
