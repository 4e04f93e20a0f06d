using OrleansBackends.Grains.Interfaces.Notifications;

namespace OrleansBackends.Silo.Notifications.Channels;

/// <summary>Hands one message to a provider. It never repeats by itself: when to try again is decided by whoever reads the outcome.</summary>
internal interface IChannelSender
{
    NotifyChannel Channel { get; }

    /// <summary>What became of one attempt. Faults of the provider and of the way to it are outcomes; only cancellation is thrown.</summary>
    Task<SendOutcome> Send(OutgoingMessage message, CancellationToken cancellation);
}
