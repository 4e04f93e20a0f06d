using System.Text.RegularExpressions;
using OrleansBackends.Grains.Interfaces.Notifications;
using OrleansBackends.Grains.Interfaces.Notifications.Addresses;

namespace OrleansBackends.WebFrontend.Notifications.Addresses;

/// <summary>An address as a route names it: of mail or a phone.</summary>
internal sealed partial record SuppressedAddress(NotifyChannel Channel, string Address)
{
    public static Result<SuppressedAddress> Read(string channel, string address) => channel switch
    {
        "email" when Mail().IsMatch(address) => new SuppressedAddress(NotifyChannel.Email, address),
        "sms" when Phone().IsMatch(address) => new SuppressedAddress(NotifyChannel.Sms, address),
        "email" or "sms" => NotifyErrors.AddressInvalid("address"),
        _ => Errors.Invalid("email or sms.", "channel"),
    };

    public IAddressGrain In(IGrainFactory grains, string app) => grains.GetGrain<IAddressGrain>(NotifyKeys.Address(app, Channel, Address));

    [GeneratedRegex(@"^[^@\s\p{C}]{1,64}@[^@\s\p{C}]{1,253}$")]
    private static partial Regex Mail();

    [GeneratedRegex(@"^\+[1-9][0-9]{6,14}$")]
    private static partial Regex Phone();
}
