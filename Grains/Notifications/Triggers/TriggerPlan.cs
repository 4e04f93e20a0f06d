using Orleans.Concurrency;
using OrleansBackends.Grains.Interfaces.Notifications;
using OrleansBackends.Grains.Interfaces.Notifications.Addresses;
using OrleansBackends.Grains.Interfaces.Notifications.Subscribers;
using OrleansBackends.Grains.Interfaces.Notifications.Triggers;
using OrleansBackends.Grains.Notifications.Addresses;

namespace OrleansBackends.Grains.Notifications.Triggers;

[StatelessWorker, GrainType("triggerplan")]
internal sealed class TriggerPlan(TriggerServices services, SmsCaps caps) : Grain, ITriggerPlan
{
    private const string TransactionId = "explain";

    public async Task<Result<IReadOnlyList<PlannedStep>>> Explain(string app, NewTrigger trigger)
    {
        var now = services.Time.Now();
        if (trigger.Topic is not null || trigger.To.Count != 1)
        {
            return Errors.Invalid("One recipient is explained at a time.", "to");
        }

        if (TriggerRules.Refuse(TransactionId, trigger, now) is { } refused)
        {
            return refused;
        }

        if (await services.Settings.Workflow(app, trigger.Name) is not { } workflow)
        {
            return NotifyErrors.WorkflowUnknown;
        }

        var to = (await GrainFactory.WithContacts(app, trigger.To))[0];
        var delivery = new Delivery(TransactionId, workflow.Key, workflow.Number, trigger.Payload, now, trigger.ExpiresAt, to);
        var planned = await GrainFactory.GetGrain<ISubscriberGrain>(NotifyKeys.Subscriber(app, to.SubscriberId))
            .Explain(delivery, trigger.SendAt > now ? trigger.SendAt.Value : now);
        return planned.IsOk ? new Result<IReadOnlyList<PlannedStep>> { Value = await AtAddresses(app, planned.Value) } : planned;
    }

    /// <summary>The sender asks the address just before it sends; what goes before in the same plan counts against a cap.</summary>
    private async Task<IReadOnlyList<PlannedStep>> AtAddresses(string app, IReadOnlyList<PlannedStep> planned)
    {
        var (steps, texts) = (new List<PlannedStep>(), 0);
        foreach (var step in planned)
        {
            var met = await AtAddress(app, step);
            if (met is { Outcome: PlannedOutcome.Queued, Channel: NotifyChannel.Sms, To: { } number })
            {
                met = await caps.Foresee(app, number, texts + 1) is { } reason ? Suppressed(met, reason) : met;
                texts += met.Outcome == PlannedOutcome.Queued ? 1 : 0;
            }

            steps.Add(met);
        }

        return steps;
    }

    private async Task<PlannedStep> AtAddress(string app, PlannedStep step)
    {
        if (step is not { Outcome: PlannedOutcome.Queued or PlannedOutcome.Held, Channel: NotifyChannel.Email or NotifyChannel.Sms, To: { } to })
        {
            return step;
        }

        var suppression = await GrainFactory.GetGrain<IAddressGrain>(NotifyKeys.Address(app, step.Channel.Value, to)).Get();
        return suppression.IsOk && !(suppression.Value.Until <= step.At) ? Suppressed(step, suppression.Value.Reason) : step;
    }

    private static PlannedStep Suppressed(PlannedStep step, string reason) => step with { Outcome = PlannedOutcome.Suppressed, Reason = reason };
}
