using OrleansBackends.Grains.Interfaces.Notifications;
using OrleansBackends.Grains.Interfaces.Notifications.Addresses;
using OrleansBackends.Grains.Interfaces.Notifications.Dispatch;
using OrleansBackends.Grains.Interfaces.Notifications.Subscribers;
using OrleansBackends.Silo.Notifications.Channels;

namespace OrleansBackends.Silo.Notifications.Sending;

/// <summary>What an answer of a provider says about the address. Noted before the message ends, so that a crash in between only repeats it.</summary>
internal sealed class SendAftermath(IGrainFactory grains, SendFollowUp followUp)
{
    public Task Of(QueuedMessage message, SendOutcome outcome) => outcome switch
    {
        SendOutcome.Retry { SoftBounce: true } => Bounced(message, isHard: false),
        SendOutcome.Permanent { SuppressAddress: true } => Bounced(message, isHard: true),
        SendOutcome.Permanent { RemoveDevice: true } when message.Device is { } device =>
            grains.GetGrain<ISubscriberGrain>(NotifyKeys.Subscriber(message.App, message.Subscriber)).RemoveDevice(device),
        SendOutcome.Permanent { DisableEndpoint: true } permanent => followUp.Disable(message, permanent.Reason),
        _ => Task.CompletedTask,
    };

    private Task Bounced(QueuedMessage message, bool isHard) =>
        grains.GetGrain<IAddressGrain>(NotifyKeys.Address(message.App, message.Channel, message.Destination))
            .RecordBounce(new Bounce(isHard, MaskedAddress.Of(message.Destination)));
}
