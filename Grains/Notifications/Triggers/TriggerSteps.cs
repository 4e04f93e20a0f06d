using System.Collections.Immutable;
using OrleansBackends.Grains.Interfaces.Notifications;
using OrleansBackends.Grains.Interfaces.Notifications.Subscribers;
using OrleansBackends.Grains.Interfaces.Notifications.Triggers;
using OrleansBackends.Grains.Interfaces.Notifications.Workflows;

namespace OrleansBackends.Grains.Notifications.Triggers;

/// <summary>How a trigger goes from accepted to done: each step is one write.</summary>
internal static class TriggerSteps
{
    public const string PageKind = "page";

    /// <summary>Room for what a queue and a clock may add to a message's time.</summary>
    private static readonly TimeSpan Slack = TimeSpan.FromMinutes(5);

    public static TriggerState Accepted(string app, NewTrigger trigger, WorkflowVersion workflow, string hash, string payload, DateTimeOffset now)
    {
        var accepted = new TriggerState
        {
            App = app, ContentHash = hash, Workflow = workflow.Key, WorkflowVersion = workflow.Number, Lane = workflow.Content.Priority, Payload = payload,
            To = [.. trigger.To.DistinctBy(to => to.SubscriberId)], Topic = trigger.Topic, Attachments = [.. trigger.Attachments],
            ReplyTo = trigger.ReplyTo, SendAt = trigger.SendAt, ExpiresAt = trigger.ExpiresAt, CreatedAt = now, Status = TriggerStatus.Scheduled,
            DropAt = workflow.Content.Priority == Lane.Otp ? Last(trigger.SendAt ?? now, workflow) : null,
        };
        return trigger.SendAt > now ? accepted : accepted.Started(now);
    }

    public static TriggerState Started(this TriggerState trigger, DateTimeOffset now) =>
        trigger with { Status = TriggerStatus.Running, Outbox = [Page(trigger, now)] };

    /// <summary>After a page of recipients was told: the next page is owed, or the trigger is done.</summary>
    public static TriggerState Told(this TriggerState trigger, ToldPage page, DateTimeOffset now)
    {
        var next = trigger with { Counters = trigger.Counters.Plus(page.Counters), ToldUpTo = page.UpTo, Outbox = [] };
        return trigger.HasEnded ? next
            : page.More ? next with { Outbox = [Page(next, now)] }
            : next with { Status = TriggerStatus.Done, EndedAt = now, To = next.To.WithoutAddresses() };
    }

    public static TriggerState Cancelled(this TriggerState trigger, DateTimeOffset now) =>
        trigger with { Status = TriggerStatus.Cancelled, EndedAt = trigger.EndedAt ?? now, Outbox = [], To = trigger.To.WithoutAddresses() };

    /// <summary>The trigger with messages noted that are final; with the last one the payload goes.</summary>
    public static TriggerState Settle(this TriggerState trigger, IEnumerable<string> messages)
    {
        var settled = trigger.Settled.Union(messages);
        var open = trigger.Counters.Queued + trigger.Counters.Held - settled.Count;
        return trigger.Status == TriggerStatus.Done && open <= 0 && trigger.Counters.Waiting == 0
            ? trigger.Dropped()
            : trigger with { Settled = settled };
    }

    public static TriggerState Dropped(this TriggerState trigger) => trigger with { Payload = null, Attachments = [], Settled = [] };

    public static TriggerView Show(this TriggerState trigger, string transactionId) => new()
    {
        TransactionId = transactionId, Name = trigger.Workflow, WorkflowVersion = trigger.WorkflowVersion, Status = trigger.Status,
        CreatedAt = trigger.CreatedAt, SendAt = trigger.SendAt, EndedAt = trigger.EndedAt, Counters = trigger.Counters,
    };

    public static TriggerContent ToContent(this TriggerState trigger, string? payload) => new()
    {
        Workflow = trigger.Workflow, Version = trigger.WorkflowVersion, Payload = payload, Attachments = trigger.Attachments, ReplyTo = trigger.ReplyTo,
        Cancelled = trigger.Status == TriggerStatus.Cancelled, CreatedAt = trigger.CreatedAt,
        RecipientData = trigger.To.Where(to => to.Data is not null).ToDictionary(to => to.SubscriberId, to => to.Data!),
    };

    public static TriggerCounters Plus(this TriggerCounters sum, DeliveryOutcome outcome) => sum.Plus(
        new TriggerCounters(1, outcome.Queued, outcome.Held, outcome.Waiting, outcome.Suppressed));

    private static TriggerCounters Plus(this TriggerCounters a, TriggerCounters b) =>
        new(a.Recipients + b.Recipients, a.Queued + b.Queued, a.Held + b.Held, a.Waiting + b.Waiting, a.Suppressed + b.Suppressed);

    /// <summary>Messages carry their own; nobody asks the trigger for them after its end.</summary>
    private static ImmutableList<Recipient> WithoutAddresses(this ImmutableList<Recipient> to) => [.. to.Select(one => one with { Email = null, Phone = null })];

    private static OutboxItem Page(TriggerState trigger, DateTimeOffset now) =>
        new($"after-{trigger.Counters.Recipients}", PageKind, "{}", now);

    private static DateTimeOffset Last(DateTimeOffset start, WorkflowVersion workflow) =>
        start + TimeSpan.FromSeconds(workflow.Content.Steps.Sum(step => step.Config.Seconds ?? 0)) + workflow.Ttl + Slack;
}

/// <summary>What came of telling a page of recipients.</summary>
internal sealed record ToldPage(TriggerCounters Counters, string UpTo, bool More);
