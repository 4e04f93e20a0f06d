using OrleansBackends.Grains.Interfaces.Notifications;

namespace OrleansBackends.Silo.Notifications.Channels;

internal sealed record OutgoingWebhook : OutgoingMessage
{
    public override NotifyChannel Channel => NotifyChannel.Webhook;

    public required Uri Url { get; init; }

    /// <summary>As text, <c>whsec_…</c>; for a day after a rotation the new one and the old one.</summary>
    public required IReadOnlyList<string> Secrets { get; init; }

    public required string Type { get; init; }

    /// <summary>When the event happened; the same at each attempt.</summary>
    public required DateTimeOffset At { get; init; }

    /// <summary>JSON.</summary>
    public required string Data { get; init; }
}
