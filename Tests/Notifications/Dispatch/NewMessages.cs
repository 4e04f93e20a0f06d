using OrleansBackends.Grains.Interfaces.Notifications;
using OrleansBackends.Grains.Interfaces.Notifications.Dispatch;

namespace OrleansBackends.Tests.Notifications.Dispatch;

internal static class NewMessages
{
    public static string NewApp() => $"app{Guid.NewGuid():N}";

    public static QueuedMessage Of(string app, string subscriber, DateTimeOffset at, string? transaction = null) => new()
    {
        Id = MessageIds.Of(app, transaction ?? Guid.NewGuid().ToString("N"), subscriber, "mail"),
        App = app,
        Channel = NotifyChannel.Email,
        Lane = Lane.Transactional,
        TransactionId = transaction ?? "t",
        Workflow = "welcome",
        WorkflowVersion = 1,
        Step = "mail",
        Subscriber = subscriber,
        Category = "news",
        Destination = $"{subscriber}@example.org",
        QueuedAt = at,
        TtlSeconds = 86_400,
    };

    public static SendReport Reported(this ClaimedMessage claim, SendResult result, string? reason = null) => new()
    {
        Claim = claim.Claim,
        Lane = claim.Message.Lane,
        Outcome = result,
        Reason = reason,
        HandedOver = result is SendResult.Sent or SendResult.Retry or SendResult.Failed or SendResult.Unknown,
    };
}
