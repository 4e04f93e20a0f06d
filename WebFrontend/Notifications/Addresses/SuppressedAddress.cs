using OrleansBackends.Grains.Interfaces.Notifications;
using OrleansBackends.Grains.Interfaces.Notifications.Addresses;

namespace OrleansBackends.WebFrontend.Notifications.Addresses;

/// <summary>An address as a route names it: of mail or a phone.</summary>
internal sealed record SuppressedAddress(NotifyChannel Channel, string Address)
{
    public static Result<SuppressedAddress> Read(string channel, string address) => channel switch
    {
        "email" when AddressText.IsMail(address) => new SuppressedAddress(NotifyChannel.Email, address),
        "sms" when AddressText.IsPhone(address) => new SuppressedAddress(NotifyChannel.Sms, address),
        "email" or "sms" => NotifyErrors.AddressInvalid("address"),
        _ => Errors.Invalid("email or sms.", "channel"),
    };

    public IAddressGrain In(IGrainFactory grains, string app) => grains.GetGrain<IAddressGrain>(NotifyKeys.Address(app, Channel, Address));
}
