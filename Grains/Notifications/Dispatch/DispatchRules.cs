using OrleansBackends.Grains.Interfaces.Notifications;
using OrleansBackends.Grains.Interfaces.Notifications.Dispatch;
using OrleansBackends.Grains.Interfaces.Notifications.Log;
using OrleansBackends.Grains.Notifications.Log;

namespace OrleansBackends.Grains.Notifications.Dispatch;

/// <summary>What a report makes of a message. <paramref name="RetryAt"/> is set while it stays open.</summary>
internal sealed record Decision(string Kind, MessageStatus Status, string? Reason, DateTimeOffset? RetryAt);

internal static class DispatchRules
{
    /// <summary>A webhook endpoint that failed for so long is disabled.</summary>
    public static readonly TimeSpan EndpointPatience = TimeSpan.FromDays(5);

    public static Decision Decide(ClaimedMessage claim, SendReport report, DateTimeOffset now, double random) => report.Outcome switch
    {
        SendResult.Sent => Done(MessageStatus.Sent, null),
        SendResult.Failed => Done(MessageStatus.Failed, report.Reason),
        SendResult.Cancelled => Done(MessageStatus.Cancelled, report.Reason),
        SendResult.Suppressed => Done(MessageStatus.Suppressed, report.Reason),
        SendResult.Expired => claim.Attempt == 0 ? Done(MessageStatus.Expired, report.Reason) : Dead(report.Reason),

        // A text message that may have arrived is not sent again by itself; everything else carries an id by which its receiver knows it.
        SendResult.Unknown when claim.Message.Channel == NotifyChannel.Sms => Done(MessageStatus.Unknown, report.Reason),
        SendResult.Unknown or SendResult.Retry => Retry(claim, report, now, random),
        _ => throw new ArgumentOutOfRangeException(nameof(report)),
    };

    /// <summary>Whether a message that ended so may be replayed.</summary>
    public static bool IsReplayable(MessageStatus status) => status is MessageStatus.Dead or MessageStatus.Failed or MessageStatus.Unknown;

    private static Decision Retry(ClaimedMessage claim, SendReport report, DateTimeOffset now, double random)
    {
        var message = claim.Message;
        var failed = new OpenTry(message.Channel, message.Lane, claim.Attempt, message.EndsAt);
        return RetryRule.Next(failed, report.RetryAfter, now, random) is { } due
            ? new Decision(LogKinds.Attempt, MessageStatus.Queued, report.Reason, due)
            : Dead(report.Reason);
    }

    private static Decision Done(MessageStatus status, string? reason) => new(LogKinds.Done, status, reason, null);

    private static Decision Dead(string? reason) => new(LogKinds.Dead, MessageStatus.Dead, reason, null);
}
