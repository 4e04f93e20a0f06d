using OrleansBackends.Grains.Interfaces.Notifications;
using OrleansBackends.Grains.Interfaces.Notifications.Subscribers;

namespace OrleansBackends.Grains.Notifications.Subscribers;

/// <summary>Where a channel leads for one subscriber, or the reason why it leads nowhere.</summary>
internal static class Targets
{
    public static (IReadOnlyList<Target> Targets, string? Reason) Of(Act act, RunPlace place, NotifyChannel channel) => channel switch
    {
        NotifyChannel.Email => Address(place.Reach.Email, AddressText.IsMail),
        NotifyChannel.Sms => Address(place.Reach.Phone, AddressText.IsPhone),
        NotifyChannel.Webpush => Devices(act, DeviceKind.Webpush),
        NotifyChannel.Fcm => Devices(act, DeviceKind.Fcm),
        NotifyChannel.Webhook => Some([.. act.App.Endpoints.Where(e => e.Wants(place.Workflow.Key)).Select(e => new Target(e.Id, e.Id))]),
        NotifyChannel.Inbox => Some([new Target(place.Reach.Id)]),
        _ => throw new ArgumentOutOfRangeException(nameof(channel), channel, "no channel"),
    };

    private static (IReadOnlyList<Target>, string?) Address(string? address, Func<string, bool> isOne) =>
        address is null ? ([], NotifyReasons.NoAddress)
        : isOne(address) ? ([new Target(address)], null)
        : ([], NotifyReasons.AddressInvalid);

    private static (IReadOnlyList<Target>, string?) Devices(Act act, DeviceKind kind) =>
        Some([.. act.State.Devices.Where(d => d.Kind == kind).Select(d => new Target(d.Address, d.Id, d.Keys))]);

    private static (IReadOnlyList<Target>, string?) Some(IReadOnlyList<Target> targets) => (targets, targets.Count == 0 ? NotifyReasons.NoAddress : null);
}
