using OrleansBackends.Grains.Interfaces.Notifications;
using OrleansBackends.Grains.Interfaces.Notifications.Dispatch;
using OrleansBackends.Grains.Notifications.Apps;
using OrleansBackends.Silo.Notifications.Channels;

namespace OrleansBackends.Silo.Notifications.Sending;

/// <summary>
/// One attempt: asks once more whether the message may go, renders it, hands it to its channel. What stands against it is the reason in the log;
/// a fault on the way is a try that failed.
/// </summary>
internal sealed partial class MessageSender(
    TriggerContents triggers, NotifySettings settings, AddressChecks addresses, MessageComposer composer, IEnumerable<IChannelSender> senders,
    SendAftermath aftermath, TimeProvider time, ILogger<MessageSender> logger)
{
    private const string InternalFault = "internal-fault";
    private const string ContentGone = "content-gone";

    private readonly Dictionary<NotifyChannel, IChannelSender> byChannel = senders.ToDictionary(sender => sender.Channel);

    public async Task<SendReport> Send(ClaimedMessage claim, CancellationToken cancellation)
    {
        try
        {
            return await Refuse(claim) ?? await HandOver(claim, cancellation);
        }
        catch (Exception fault)
        {
            // Everything can fail that is asked on the way, and none of it tells anything of the provider.
            LogFault(logger, fault, claim.Message.Id);
            return Report(claim, SendResult.Retry, InternalFault);
        }
    }

    private async Task<SendReport?> Refuse(ClaimedMessage claim)
    {
        var message = claim.Message;
        return await triggers.Get(message.App, message.TransactionId) is not { } content ? Report(claim, SendResult.Failed, ContentGone)
            : (content.Payload ?? message.Payload) is null ? Report(claim, SendResult.Failed, ContentGone)
            : content.Cancelled ? Report(claim, SendResult.Cancelled, NotifyReasons.Cancelled)
            : message.EndsAt <= time.GetUtcNow() ? Report(claim, SendResult.Expired, NotifyReasons.Expired)
            : await addresses.Refuse(claim) is { } reason ? Report(claim, SendResult.Suppressed, reason)
            : null;
    }

    private async Task<SendReport> HandOver(ClaimedMessage claim, CancellationToken cancellation)
    {
        var message = claim.Message;
        var content = (await triggers.Get(message.App, message.TransactionId))!;
        if (await settings.App(message.App) is not { } app)
        {
            return Report(claim, SendResult.Cancelled, NotifyReasons.Cancelled);
        }

        if (await settings.Workflow(message.App, message.Workflow, message.WorkflowVersion) is not { } workflow)
        {
            return Report(claim, SendResult.Failed, ContentGone);
        }

        var composed = composer.Compose(message, content, workflow, app);
        if (composed.Message is not { } outgoing)
        {
            return Report(claim, composed.Refused == NotifyReasons.NotConfigured ? SendResult.Suppressed : SendResult.Failed, composed.Refused);
        }

        var outcome = await byChannel[message.Channel].Send(outgoing, cancellation);
        await aftermath.Of(message, outcome);
        return Report(claim, outcome);
    }

    private static SendReport Report(ClaimedMessage claim, SendOutcome outcome) => outcome switch
    {
        SendOutcome.Sent sent => Report(claim, SendResult.Sent, null) with { HandedOver = true, ProviderId = sent.ProviderId },
        SendOutcome.Retry retry => Report(claim, SendResult.Retry, retry.Reason) with
        {
            HandedOver = true, RetryAfter = retry.RetryAfter, ProviderFault = retry.ProviderFault,
        },
        SendOutcome.Permanent { Reason: NotifyReasons.NotConfigured } refused => Report(claim, SendResult.Suppressed, refused.Reason),
        SendOutcome.Permanent permanent => Report(claim, SendResult.Failed, permanent.Reason) with { HandedOver = true },
        SendOutcome.Unknown unknown => Report(claim, SendResult.Unknown, unknown.Reason) with { HandedOver = true, ProviderFault = true },
        _ => throw new ArgumentOutOfRangeException(nameof(outcome)),
    };

    private static SendReport Report(ClaimedMessage claim, SendResult result, string? reason) =>
        new() { Claim = claim.Claim, Lane = claim.Message.Lane, Outcome = result, Reason = reason };

    [LoggerMessage(Level = LogLevel.Error, Message = "Sending {Message} failed on the way to its channel; it is tried again.")]
    private static partial void LogFault(ILogger logger, Exception fault, string message);
}
