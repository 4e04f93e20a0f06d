using OrleansBackends.Grains.Interfaces.Notifications;
using OrleansBackends.Grains.Interfaces.Notifications.Dispatch;
using OrleansBackends.Grains.Interfaces.Notifications.Log;
using OrleansBackends.Grains.Notifications.Log;

namespace OrleansBackends.Grains.Notifications.Dispatch;

/// <summary>The journal entries of a dispatch.</summary>
internal static class DispatchEntries
{
    public static NewEntry Queued(QueuedMessage message) =>
        NewEntry.Of(LogKinds.Queued, Facts(message) with { Status = MessageStatus.Queued, Message = message });

    public static NewEntry Decided(ClaimedMessage claim, SendReport report, Decision decision) => NewEntry.Of(decision.Kind, Facts(claim.Message) with
    {
        Status = decision.Status,
        Reason = decision.Reason,
        Of = claim.Claim,
        Attempt = report.HandedOver || decision.RetryAt is not null ? claim.Attempt + 1 : null,
        RetryAt = decision.RetryAt,
        ProviderId = report.ProviderId,
    });

    /// <summary>Stopped while it was open; its queued entry is emptied with this one.</summary>
    public static NewEntry Stopped(LoggedMessage open, string reason) => NewEntry.Of(LogKinds.Done, open.Entry with
    {
        Status = MessageStatus.Cancelled, Reason = reason, Of = open.Queued, Erased = true, RetryAt = null, Message = null,
    });

    /// <summary>Something more is known of a message that had ended.</summary>
    public static NewEntry Learnt(LoggedMessage ended, MessageStatus status, string? reason) =>
        NewEntry.Of(ended.Last.Kind, ended.Entry with { Status = status, Reason = reason, Of = null });

    private static LogEntry Facts(QueuedMessage message) => new()
    {
        Msg = message.Id,
        App = message.App,
        Channel = message.Channel,
        Tx = message.TransactionId,
        Workflow = message.Workflow,
        Step = message.Step,
        Subscriber = message.Subscriber,
        To = message.Channel == NotifyChannel.Webhook ? message.Destination : MaskedAddress.Of(message.Destination),
        Status = MessageStatus.Queued,
    };
}
