using OrleansBackends.Grains.Interfaces.Notifications;
using OrleansBackends.Grains.Interfaces.Notifications.Addresses;
using OrleansBackends.Grains.Interfaces.Notifications.Dispatch;
using OrleansBackends.Grains.Notifications.Apps;

namespace OrleansBackends.Grains.Notifications.Addresses;

/// <summary>
/// What text messages may cost: so many to a number in an hour, to a country in a day, and what the product's policy allows. Without an answer of the
/// limiter nothing is sent.
/// </summary>
internal sealed class SmsCaps(IGrainFactory grains, NotifySettings settings, IRateLimiter limiter)
{
    /// <summary>Text messages to one number in an hour.</summary>
    public static readonly AddressCap PerNumber = new(5, TimeSpan.FromHours(1));

    /// <summary>Text messages to one country in a day, where the application has set no cap of its own.</summary>
    public const int PerCountry = 1_000;

    private const string Policy = "notifications-sms";

    /// <summary>The reason against a message, or null. Counted once for each, at its first attempt.</summary>
    public async ValueTask<string?> Take(ClaimedMessage claim)
    {
        var message = claim.Message;
        if ((await Address(message.App, message.Destination).Check(message.Id, PerNumber)).Refused is { } refused)
        {
            return refused;
        }

        if (claim.Attempt > 0)
        {
            return null;
        }

        var country = CallingCode.Of(message.Destination);
        return (await Address(message.App, country).Check(message.Id, await OfCountry(message.App))).Refused
            ?? ((await limiter.Take(Policy, Subject(message.App, country))).IsOk ? null : SuppressionReasons.SmsCap);
    }

    /// <summary>The reason against the last of so many messages to a number, as things stand now; counts nothing.</summary>
    public async ValueTask<string?> Foresee(string app, string number, int messages)
    {
        var country = CallingCode.Of(number);
        return (await Address(app, number).Foresee(PerNumber, messages)).Refused
            ?? (await Address(app, country).Foresee(await OfCountry(app), messages)).Refused
            ?? ((await limiter.Foresee(Policy, Subject(app, country), messages)).IsOk ? null : SuppressionReasons.SmsCap);
    }

    private async ValueTask<AddressCap> OfCountry(string app) =>
        new((await settings.App(app))?.Caps.SmsPerCountryAndDay ?? PerCountry, TimeSpan.FromDays(1));

    private static string Subject(string app, string country) => $"{app}:{country}";

    private IAddressGrain Address(string app, string address) => grains.GetGrain<IAddressGrain>(NotifyKeys.Address(app, NotifyChannel.Sms, address));
}
