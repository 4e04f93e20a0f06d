using OrleansBackends.Grains.Interfaces.Notifications;
using OrleansBackends.Grains.Interfaces.Notifications.Addresses;
using OrleansBackends.Grains.Interfaces.Notifications.Dispatch;
using OrleansBackends.Grains.Notifications.Apps;

namespace OrleansBackends.Silo.Notifications.Sending;

/// <summary>Whether a message may still go to its address: suppressions of mail and text messages, and the caps of text messages.</summary>
internal sealed class AddressChecks(IGrainFactory grains, NotifySettings settings, IRateLimiter limiter)
{
    /// <summary>Text messages to one number in an hour.</summary>
    public static readonly AddressCap PerNumber = new(5, TimeSpan.FromHours(1));

    /// <summary>Text messages to one country in a day, where the application has set no cap of its own.</summary>
    public const int PerCountry = 1_000;

    private const string Policy = "notifications-sms";

    /// <summary>The reason, or null.</summary>
    public async ValueTask<string?> Refuse(ClaimedMessage claim) => claim.Message.Channel switch
    {
        NotifyChannel.Email => (await Address(claim.Message, claim.Message.Destination).Check(claim.Message.Id, null)).Refused,
        NotifyChannel.Sms => (await Address(claim.Message, claim.Message.Destination).Check(claim.Message.Id, PerNumber)).Refused ?? await Capped(claim),
        _ => null,
    };

    /// <summary>Counted once for each message. Without an answer of the limiter nothing is sent: a text message costs money.</summary>
    private async ValueTask<string?> Capped(ClaimedMessage claim)
    {
        if (claim.Attempt > 0)
        {
            return null;
        }

        var message = claim.Message;
        var country = CallingCode.Of(message.Destination);
        var caps = (await settings.App(message.App))?.Caps;
        var perCountry = new AddressCap(caps?.SmsPerCountryAndDay ?? PerCountry, TimeSpan.FromDays(1));
        return (await Address(message, country).Check(message.Id, perCountry)).Refused
            ?? ((await limiter.Take(Policy, $"{message.App}:{country}")).IsOk ? null : SuppressionReasons.SmsCap);
    }

    private IAddressGrain Address(QueuedMessage message, string address) =>
        grains.GetGrain<IAddressGrain>(NotifyKeys.Address(message.App, message.Channel, address));
}
