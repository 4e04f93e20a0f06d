using OrleansBackends.Grains.Interfaces.Notifications;
using OrleansBackends.Grains.Interfaces.Notifications.Apps;
using OrleansBackends.Grains.Interfaces.Notifications.Dispatch;
using OrleansBackends.Grains.Interfaces.Notifications.Log;
using OrleansBackends.Grains.Interfaces.Notifications.Triggers;

namespace OrleansBackends.Silo.Notifications.Sending;

/// <summary>Tells whom it concerns, once it is durable what became of a message.</summary>
internal sealed partial class SendFollowUp(DeliveryCounts counts, IGrainFactory grains, ILogger<SendFollowUp> logger)
{
    private const string FailedForDays = "failed-for-5-days";

    public async Task After(IReadOnlyList<Attempt> attempts, Reported reported)
    {
        var ended = reported.Verdicts.Where(verdict => verdict.RetryAt is null).DistinctBy(verdict => verdict.Id).ToDictionary(verdict => verdict.Id);
        await Task.WhenAll(
            from attempt in attempts
            let verdict = ended.GetValueOrDefault(attempt.Claim.Message.Id)
            where verdict is not null
            select Ended(attempt.Claim.Message, verdict));

        if (reported.EndpointFailing)
        {
            await Disable(attempts[0].Claim.Message, FailedForDays);
        }
    }

    /// <summary>Harmless when the endpoint is disabled already.</summary>
    public async Task Disable(QueuedMessage message, string reason)
    {
        await Tell(() => grains.GetGrain<INotifyAppGrain>(NotifyKeys.App(message.App)).DisableEndpoint(message.Destination, reason), message.Id);
        await Tell(() => Feed(message).EndpointDisabled(message.Destination, reason), message.Id);
    }

    private async Task Ended(QueuedMessage message, SendVerdict verdict)
    {
        counts.Add(message.App, message.Channel, verdict.Status);
        if (verdict.Status == MessageStatus.Dead)
        {
            await Tell(() => Feed(message).Dead([new DeadMessage(message.Id, message.Channel, message.Workflow, verdict.Reason)]), message.Id);
        }

        if (message.Lane == Lane.Otp)
        {
            await Tell(() => Trigger(message).Settle([message.Id]), message.Id);
        }
    }

    private IDeliveryFeedGrain Feed(QueuedMessage message) => grains.GetGrain<IDeliveryFeedGrain>(NotifyKeys.DeliveryFeed(message.App));

    private ITriggerGrain Trigger(QueuedMessage message) => grains.GetGrain<ITriggerGrain>(NotifyKeys.Trigger(message.App, message.TransactionId));

    /// <summary>The message has ended whether or not these hear of it: watchers ask again, a payload goes with its trigger at the latest.</summary>
    private async Task Tell(Func<Task> call, string message)
    {
        try
        {
            await call();
        }
        catch (Exception fault)
        {
            LogNotTold(logger, fault, message);
        }
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "The end of {Message} is noted, but not everybody could be told.")]
    private static partial void LogNotTold(ILogger logger, Exception fault, string message);
}
