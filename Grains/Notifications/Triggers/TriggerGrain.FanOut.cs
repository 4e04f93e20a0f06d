using OrleansBackends.Grains.Interfaces.Notifications;
using OrleansBackends.Grains.Interfaces.Notifications.Log;
using OrleansBackends.Grains.Interfaces.Notifications.Subscribers;
using OrleansBackends.Grains.Interfaces.Notifications.Triggers;

namespace OrleansBackends.Grains.Notifications.Triggers;

/// <summary>How recipients are told, and what a cancel stops of it.</summary>
internal sealed partial class TriggerGrain
{
    /// <summary>Recipients between two checkpoints.</summary>
    private const int PageSize = 500;

    private const int AtOnce = 32;

    private static readonly MessageStatus[] Stoppable = [MessageStatus.Queued];
    private static readonly MessageStatus[] Left = [MessageStatus.Sent, MessageStatus.Delivered, MessageStatus.Unknown];

    private ToldPage? told;

    public async Task OutboxDelivered(IReadOnlyList<string> ids)
    {
        // What a cancel took out of the outbox meanwhile was told all the same.
        if (told is { } page)
        {
            told = null;
            await document.Commit(Trigger.Told(page, Now));
            outbox.Wake();
        }
    }

    /// <summary>Runs beside ordinary turns. Whoever was told before a fault or a crash is told again, and answers the same.</summary>
    private async Task Tell(OutboxItem item)
    {
        var trigger = Trigger;
        var workflow = await services.Settings.Workflow(App, trigger.Workflow, trigger.WorkflowVersion)
            ?? throw new InvalidOperationException($"Version {trigger.WorkflowVersion} of {trigger.Workflow} is gone.");
        var recipients = await Page(trigger);
        var contacts = await Contacts(recipients);
        var payload = workflow.NeedsPayload ? services.Load(Key, trigger) : null;
        var counters = new TriggerCounters(0, 0, 0, 0, 0);
        foreach (var some in recipients.Chunk(AtOnce))
        {
            if (Trigger.Status == TriggerStatus.Cancelled)
            {
                break;
            }

            var outcomes = await Task.WhenAll(some.Select(to => Subscriber(to.SubscriberId).Deliver(Delivery(trigger, payload, Reach(to, contacts)))));
            counters = outcomes.Aggregate(counters, (sum, outcome) => sum.Plus(outcome));
        }

        told = new ToldPage(counters, recipients.Count > 0 ? recipients[^1].SubscriberId : trigger.ToldUpTo, More: recipients.Count == PageSize);
    }

    /// <summary>The recipients after those told; a topic that is gone has none left.</summary>
    private async Task<IReadOnlyList<Recipient>> Page(TriggerState trigger)
    {
        if (trigger.Topic is not { } topic)
        {
            return [.. trigger.To.Skip(trigger.Counters.Recipients)];
        }

        var members = await Topic(topic).Members(trigger.ToldUpTo, PageSize) ?? [];
        return [.. members.Select(id => new Recipient { SubscriberId = id })];
    }

    /// <summary>Of <c>product</c>: how to reach the users among the recipients about whom the trigger itself says nothing.</summary>
    private async Task<IReadOnlyDictionary<UserId, UserContact>> Contacts(IReadOnlyList<Recipient> recipients)
    {
        var users = App == NotifyKeys.Product
            ? recipients.Where(to => to.Email is null).Select(to => AsUser(to.SubscriberId)).OfType<UserId>().ToList()
            : [];
        return users.Count == 0 ? new Dictionary<UserId, UserContact>() : await GrainFactory.GetGrain<IUserContacts>(0).Find(users);
    }

    private static Recipient Reach(Recipient to, IReadOnlyDictionary<UserId, UserContact> contacts) =>
        AsUser(to.SubscriberId) is { } user && contacts.GetValueOrDefault(user) is { } contact
            ? to with { Email = contact.Email, Locale = to.Locale ?? contact.Locale, TimeZone = to.TimeZone ?? contact.TimeZone }
            : to;

    private static UserId? AsUser(string subscriber) => UserId.TryParse(subscriber, null, out var user) ? user : null;

    private Delivery Delivery(TriggerState trigger, string? payload, Recipient to) =>
        new(TransactionId, trigger.Workflow, trigger.WorkflowVersion, payload, trigger.CreatedAt, trigger.ExpiresAt, to);

    /// <summary>What will not leave any more, and what had left: recipients not told, runs that wait, messages in queues.</summary>
    private async Task<CancelView> CountStopped()
    {
        var stopped = 0;
        var reached = 0;
        await foreach (var some in Told())
        {
            reached += some.Length;
            stopped += (await Task.WhenAll(some.Select(id => Subscriber(id).Cancel(TransactionId)))).Sum();
        }

        var outcomes = await GrainFactory.GetGrain<INotificationQueries>(0).Outcomes(App, TransactionId);
        var all = Trigger.Topic is { } topic ? (await Topic(topic).Get()).Value?.Count ?? reached : Trigger.To.Count;
        return new CancelView(
            Math.Max(0, all - reached) + stopped + Count(outcomes, Stoppable), Count(outcomes, Left));
    }

    /// <summary>Also those of the page under way: they may have been told already.</summary>
    private async IAsyncEnumerable<string[]> Told()
    {
        if (Trigger.Topic is not { } topic)
        {
            foreach (var some in Trigger.To.Take(Trigger.SendAt > Trigger.EndedAt ? 0 : Trigger.To.Count).Select(to => to.SubscriberId).Chunk(AtOnce))
            {
                yield return some;
            }

            yield break;
        }

        var (after, left) = ("", Trigger.Counters.Recipients + (Trigger.SendAt > Trigger.EndedAt ? 0 : PageSize));
        while (left > 0 && await Topic(topic).Members(after, Math.Min(left, PageSize)) is { Count: > 0 } members)
        {
            foreach (var some in members.Chunk(AtOnce))
            {
                yield return some;
            }

            (after, left) = (members[^1], left - members.Count);
        }
    }

    private static int Count(IReadOnlyList<OutcomeCount> outcomes, MessageStatus[] among) =>
        (int)outcomes.Where(o => o.Channel != NotifyChannel.Inbox && among.Contains(o.Status)).Sum(o => o.Count);

    private ISubscriberGrain Subscriber(string id) => GrainFactory.GetGrain<ISubscriberGrain>(NotifyKeys.Subscriber(App, id));
}
