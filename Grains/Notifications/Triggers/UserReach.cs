using OrleansBackends.Grains.Interfaces.Notifications;
using OrleansBackends.Grains.Interfaces.Notifications.Triggers;

namespace OrleansBackends.Grains.Notifications.Triggers;

/// <summary>Subscribers of <c>product</c> are users: how they are reached is known by their accounts, where the trigger itself says nothing.</summary>
internal static class UserReach
{
    public static async Task<IReadOnlyList<Recipient>> WithContacts(this IGrainFactory grains, string app, IReadOnlyList<Recipient> recipients)
    {
        var users = app == NotifyKeys.Product
            ? recipients.Where(to => to.Email is null).Select(to => AsUser(to.SubscriberId)).OfType<UserId>().ToList()
            : [];
        if (users.Count == 0)
        {
            return recipients;
        }

        var contacts = await grains.GetGrain<IUserContacts>(0).Find(users);
        return [.. recipients.Select(to => Reach(to, contacts))];
    }

    private static Recipient Reach(Recipient to, IReadOnlyDictionary<UserId, UserContact> contacts) =>
        to.Email is null && AsUser(to.SubscriberId) is { } user && contacts.GetValueOrDefault(user) is { } contact
            ? to with { Email = contact.Email, Locale = to.Locale ?? contact.Locale, TimeZone = to.TimeZone ?? contact.TimeZone }
            : to;

    private static UserId? AsUser(string subscriber) => UserId.TryParse(subscriber, null, out var user) ? user : null;
}
