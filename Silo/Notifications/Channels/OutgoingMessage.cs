using OrleansBackends.Grains.Interfaces.Notifications;

namespace OrleansBackends.Silo.Notifications.Channels;

/// <summary>A message as it leaves: rendered, with its provider's settings opened. It lives for one attempt and is never stored or logged.</summary>
internal abstract record OutgoingMessage
{
    public abstract NotifyChannel Channel { get; }

    public required string App { get; init; }

    /// <summary>The same at each attempt: the mail's Message-ID and the <c>webhook-id</c>.</summary>
    public required string MessageId { get; init; }

    public required Lane Lane { get; init; }

    public required DateTimeOffset ExpiresAt { get; init; }
}
