using OrleansBackends.Grains.Interfaces.Notifications;
using OrleansBackends.Grains.Interfaces.Notifications.Apps;
using OrleansBackends.Grains.Interfaces.Notifications.Inbox;
using OrleansBackends.Grains.Interfaces.Notifications.Subscribers;

namespace OrleansBackends.Grains.Notifications.Subscribers;

/// <summary>
/// A person as subscriber of the product, and the person's own applications. Erased, the log keeps ids and outcomes, and the applications end.
/// </summary>
internal sealed class NotificationsUserData(IGrainFactory grains) : IUserExport, IUserErasure
{
    private const int Step = 100;

    public string Slice => "notifications";

    /// <summary>First what was said and chosen, then the inbox, last what is archived; the cursor names the list and its place.</summary>
    public async Task<Page<string>> Export(UserId user, string? cursor, CancellationToken cancellation)
    {
        if (cursor is null)
        {
            return new Page<string>([DocumentJson.Write(await Profile(user))], $"{InboxStatus.All}:");
        }

        var (list, at) = (Enum.Parse<InboxStatus>(cursor.Split(':')[0]), cursor.Split(':')[1]);
        var page = (await Subscriber(user).Inbox(list, new PageRequest(Step, at.Length > 0 ? at : null))).Require().Page;
        var next = page.NextCursor is { } more ? $"{list}:{more}" : list == InboxStatus.All ? $"{InboxStatus.Archived}:" : null;
        return new Page<string>([.. page.Items.Select(DocumentJson.Write)], next);
    }

    public async Task<bool> EraseStep(UserId user, CancellationToken cancellation)
    {
        (await grains.GetGrain<ISubscriberErasure>(0).Erase(NotifyKeys.Product, user.ToString())).Require();
        var owner = grains.GetGrain<INotifyOwnerGrain>(NotifyKeys.Owner(user));
        foreach (var app in await owner.Apps())
        {
            (await owner.Delete(app)).Require();
        }

        return true;
    }

    private async Task<object> Profile(UserId user) => new
    {
        Subscriber = (await Subscriber(user).Get()).Value,
        Preferences = (await Subscriber(user).Preferences()).Value,
        Devices = await Subscriber(user).Devices(),
        Apps = await grains.GetGrain<INotifyOwnerGrain>(NotifyKeys.Owner(user)).Apps(),
    };

    private ISubscriberGrain Subscriber(UserId user) => grains.GetGrain<ISubscriberGrain>(NotifyKeys.Subscriber(NotifyKeys.Product, user.ToString()));
}
