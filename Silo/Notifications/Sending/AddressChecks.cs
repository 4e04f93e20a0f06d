using OrleansBackends.Grains.Interfaces.Notifications;
using OrleansBackends.Grains.Interfaces.Notifications.Addresses;
using OrleansBackends.Grains.Interfaces.Notifications.Dispatch;
using OrleansBackends.Grains.Notifications.Addresses;

namespace OrleansBackends.Silo.Notifications.Sending;

/// <summary>Whether a message may still go to its address: suppressions of mail and text messages, and the caps of text messages.</summary>
internal sealed class AddressChecks(IGrainFactory grains, SmsCaps caps)
{
    /// <summary>The reason, or null.</summary>
    public async ValueTask<string?> Refuse(ClaimedMessage claim) => claim.Message.Channel switch
    {
        NotifyChannel.Email => (await Address(claim.Message).Check(claim.Message.Id, null)).Refused,
        NotifyChannel.Sms => await caps.Take(claim),
        _ => null,
    };

    private IAddressGrain Address(QueuedMessage message) =>
        grains.GetGrain<IAddressGrain>(NotifyKeys.Address(message.App, message.Channel, message.Destination));
}
