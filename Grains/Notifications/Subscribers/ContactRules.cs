using OrleansBackends.Grains.Interfaces.Notifications;
using OrleansBackends.Grains.Interfaces.Notifications.Subscribers;
using OrleansBackends.Grains.Notifications.Triggers;

namespace OrleansBackends.Grains.Notifications.Subscribers;

internal static class ContactRules
{
    public static Error? Refuse(SubscriberContact contact) =>
        contact.Email is { } email && !AddressText.IsMail(email) ? NotifyErrors.AddressInvalid("email")
        : contact.Phone is { } phone && !AddressText.IsPhone(phone) ? NotifyErrors.AddressInvalid("phone")
        : contact.TimeZone is { } zone && !TriggerRules.IsZone(zone) ? NotifyErrors.UnknownZone("timeZone")
        : contact.Locale?.Length > SubscriberLimits.Locale ? Errors.Invalid("A locale is a language tag.", "locale")
        : contact.Data is { } data && !TriggerRules.IsObject(data, SubscriberLimits.Data) ? Errors.Invalid("Data is a JSON object of at most 8 KB.", "data")
        : null;

    public static SubscriberContact Changed(this SubscriberContact contact, SubscriberChange change) => new()
    {
        Email = change.Email.Or(contact.Email), Phone = change.Phone.Or(contact.Phone), Locale = change.Locale.Or(contact.Locale),
        TimeZone = change.TimeZone.Or(contact.TimeZone), Data = change.Data.Or(contact.Data),
    };
}
