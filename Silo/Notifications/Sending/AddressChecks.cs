using OrleansBackends.Grains.Interfaces.Notifications;
using OrleansBackends.Grains.Interfaces.Notifications.Dispatch;
using OrleansBackends.Grains.Notifications.Addresses;

namespace OrleansBackends.Silo.Notifications.Sending;

/// <summary>Whether a message may still go to its address: suppressions of mail and text messages, and the caps of text messages.</summary>
internal sealed class AddressChecks(SuppressionReader suppressions, SmsCaps caps)
{
    /// <summary>The reason, or null.</summary>
    public async ValueTask<string?> Refuse(ClaimedMessage claim) => claim.Message.Channel switch
    {
        NotifyChannel.Email => await suppressions.Reason(claim.Message.App, NotifyChannel.Email, claim.Message.Destination),
        NotifyChannel.Sms => await caps.Take(claim),
        _ => null,
    };
}
