using OrleansBackends.Grains.Interfaces.Notifications;
using OrleansBackends.Grains.Interfaces.Notifications.Log;
using OrleansBackends.Grains.Interfaces.Notifications.Subscribers;
using OrleansBackends.Grains.Interfaces.Notifications.Triggers;
using OrleansBackends.Grains.Notifications.Topics;

namespace OrleansBackends.Grains.Notifications.Triggers;

/// <summary>How recipients are told, and what a cancel stops of it.</summary>
internal sealed partial class TriggerGrain
{
    /// <summary>Recipients between two checkpoints.</summary>
    private const int PageSize = 500;

    private const int AtOnce = FanOutPlaces.AtOnce;

    /// <summary>Beyond so many nobody is asked what a cancel stops: what waits finds the trigger cancelled when it goes on.</summary>
    private const int MostAsked = 5_000;

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
        var (owed, upTo, more) = await Page(trigger);
        var recipients = await GrainFactory.WithContacts(App, owed);
        var payload = workflow.NeedsPayload ? services.Load(Key, trigger) : null;
        using var places = new SemaphoreSlim(AtOnce, AtOnce);
        var outcomes = await Task.WhenAll(recipients.Select(TellOne));
        told = new ToldPage(outcomes.OfType<DeliveryOutcome>().Aggregate(new TriggerCounters(0, 0, 0, 0, 0), (sum, outcome) => sum.Plus(outcome)), upTo, more);

        // Whoever is not begun when the trigger is cancelled is not told.
        async Task<DeliveryOutcome?> TellOne(Recipient to)
        {
            await places.WaitAsync();
            try
            {
                return await services.Places.Use(trigger.Lane, async () => Trigger.Status == TriggerStatus.Cancelled
                    ? null
                    : await Subscriber(to.SubscriberId).Deliver(Delivery(trigger, payload, to)));
            }
            finally
            {
                places.Release();
            }
        }
    }

    /// <summary>The recipients after those told, and where the next page begins.</summary>
    private async Task<(IReadOnlyList<Recipient> Recipients, string UpTo, bool More)> Page(TriggerState trigger)
    {
        if (trigger.Topic is not { } topic)
        {
            return ([.. trigger.To.Skip(trigger.Counters.Recipients)], "", false);
        }

        var part = await GrainFactory.ReadTopic(App, topic, TopicPlace.Parse(trigger.ToldUpTo), PageSize);
        return ([.. part.Members.Select(id => new Recipient { SubscriberId = id })], part.UpTo.ToString(), part.More);
    }

    private Delivery Delivery(TriggerState trigger, string? payload, Recipient to) =>
        new(TransactionId, trigger.Workflow, trigger.WorkflowVersion, payload, trigger.CreatedAt, trigger.ExpiresAt, to);

    /// <summary>What will not leave any more, and what had left: recipients not told, runs that wait, messages in queues.</summary>
    private async Task<CancelView> CountStopped()
    {
        var (stopped, reached) = Trigger.Counters.Recipients > MostAsked
            ? (Trigger.Counters.Held + Trigger.Counters.Waiting, Trigger.Counters.Recipients)
            : await StopWaiting();

        var outcomes = await GrainFactory.GetGrain<INotificationQueries>(0).Outcomes(App, TransactionId);
        var all = Trigger.Topic is { } topic ? (await Topic(topic).Get()).Value?.Count ?? reached : Trigger.To.Count;
        return new CancelView(
            Math.Max(0, all - reached) + stopped + Count(outcomes, Stoppable), Count(outcomes, Left));
    }

    private async Task<(int Stopped, int Reached)> StopWaiting()
    {
        var (stopped, reached) = (0, 0);
        await foreach (var some in Told())
        {
            reached += some.Length;
            stopped += (await Task.WhenAll(some.Select(id => Subscriber(id).Cancel(TransactionId)))).Sum();
        }

        return (stopped, reached);
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

        var (part, left) = (new TopicPart([], TopicPlace.Start, More: true), Trigger.Counters.Recipients + (Trigger.SendAt > Trigger.EndedAt ? 0 : PageSize));
        while (part.More && left > 0)
        {
            part = await GrainFactory.ReadTopic(App, topic, part.UpTo, Math.Min(left, PageSize));
            left -= part.Members.Count;
            foreach (var some in part.Members.Chunk(AtOnce))
            {
                yield return some;
            }
        }
    }

    private static int Count(IReadOnlyList<OutcomeCount> outcomes, MessageStatus[] among) =>
        (int)outcomes.Where(o => o.Channel != NotifyChannel.Inbox && among.Contains(o.Status)).Sum(o => o.Count);

    private ISubscriberGrain Subscriber(string id) => GrainFactory.GetGrain<ISubscriberGrain>(NotifyKeys.Subscriber(App, id));
}
