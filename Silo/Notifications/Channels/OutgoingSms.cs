using OrleansBackends.Grains.Interfaces.Notifications;

namespace OrleansBackends.Silo.Notifications.Channels;

internal sealed record OutgoingSms : OutgoingMessage
{
    public override NotifyChannel Channel => NotifyChannel.Sms;

    public required SmsAccount? Account { get; init; }

    /// <summary>E.164, as <c>+491701234567</c>.</summary>
    public required string To { get; init; }

    public required string Body { get; init; }

    /// <summary>Where the provider reports what became of it.</summary>
    public Uri? StatusCallback { get; init; }
}

internal sealed record SmsAccount(Uri BaseUrl, string AccountSid, string AuthToken, string From);
