using OrleansBackends.Grains.Interfaces.Notifications;
using OrleansBackends.Grains.Notifications.Channels;

namespace OrleansBackends.Silo.Notifications.Channels;

internal sealed record OutgoingWebPush : OutgoingMessage
{
    public override NotifyChannel Channel => NotifyChannel.Webpush;

    /// <summary>The application's key pair and the contact it names; null when it has none.</summary>
    public required VapidIdentity? Identity { get; init; }

    public required Uri Endpoint { get; init; }

    /// <summary>The browser's public key, base64url of 65 bytes.</summary>
    public required string P256dh { get; init; }

    /// <summary>The browser's secret, base64url of 16 bytes.</summary>
    public required string Auth { get; init; }

    /// <summary>What the service worker gets, at most <see cref="PushBounds.WebPushBytes"/>.</summary>
    public required string Payload { get; init; }

    /// <summary>A later message with the same key replaces this one while it waits at the push service.</summary>
    public string? CollapseKey { get; init; }
}

/// <summary>Whom a push service asks when something is wrong (<c>mailto:</c> or <c>https:</c>), and the keys that prove it is the same application.</summary>
internal sealed record VapidIdentity(string Subject, VapidKeys Keys);

internal sealed record OutgoingFcm : OutgoingMessage
{
    public override NotifyChannel Channel => NotifyChannel.Fcm;

    public required FcmAccount? Account { get; init; }

    public required string Token { get; init; }

    public required string Title { get; init; }

    public required string Body { get; init; }

    public IReadOnlyDictionary<string, string> Data { get; init; } = new Dictionary<string, string>();

    public string? CollapseKey { get; init; }
}

/// <summary>A service account; its private key is PEM.</summary>
internal sealed record FcmAccount(string ProjectId, string ClientEmail, string PrivateKey);
