using OrleansBackends.Grains.Interfaces.Notifications;
using OrleansBackends.Grains.Interfaces.Notifications.Subscribers;

namespace OrleansBackends.WebFrontend.Notifications.Subscribers;

/// <summary>People of an application: how they are reached.</summary>
internal static class SubscriberEndpoints
{
    public static void MapSubscribers(this RouteGroupBuilder subscriber)
    {
        subscriber.MapPut("", Put).Limit("write")
            .WithSummary("Create a subscriber, or set the whole contact").Refuses(NotifyErrors.AddressInvalid("email"), NotifyErrors.UnknownZone("timeZone"));
        subscriber.MapGet("", Get).Limit("read").WithSummary("Show a subscriber");
        subscriber.MapPatch("", Change).Limit("write")
            .WithSummary("Change a subscriber's contact").Refuses(NotifyErrors.AddressInvalid("email"), NotifyErrors.UnknownZone("timeZone"));
        subscriber.MapDelete("", Erase).Limit("write")
            .WithSummary("Erase a subscriber").WithDescription("Contact, devices, preferences, inbox and addresses go, what waits is stopped; the log keeps ids and outcomes.");
    }

    public static void MapDevices(this RouteGroupBuilder subscriber, string whose)
    {
        var devices = subscriber.MapGroup("/devices");
        devices.MapPost("", Add).Limit("write")
            .WithSummary($"Add a device for push to {whose}")
            .WithDescription("webpush with endpoint, p256dh and auth, or fcm with a token. The same device again is the same device.")
            .Refuses(NotifyErrors.TooManyDevices, NotifyErrors.UrlNotPublic);
        devices.MapGet("", Devices).Limit("read").WithSummary($"List the devices of {whose}");
        devices.MapDelete("/{deviceId}", Remove).Limit("write").WithSummary($"Remove a device of {whose}");
    }

    private static async Task<OkAnswer<SubscriberAnswer>> Put(PutSubscriberRequest request, SubscriberAccess subscriber) =>
        (await subscriber.Grain.Put(request.ToContact())).Map(SubscriberAnswer.Of).ToOk();

    private static async Task<OkAnswer<SubscriberAnswer>> Get(SubscriberAccess subscriber) =>
        (await subscriber.Grain.Get()).Map(SubscriberAnswer.Of).ToOk();

    private static async Task<OkAnswer<SubscriberAnswer>> Change(ChangeSubscriberRequest request, SubscriberAccess subscriber) =>
        (await subscriber.Grain.Change(request.ToChange())).Map(SubscriberAnswer.Of).ToOk();

    private static async Task<NoContentAnswer> Erase(SubscriberAccess subscriber, IGrainFactory grains) =>
        (await grains.GetGrain<ISubscriberErasure>(0).Erase(subscriber.App, subscriber.Id)).ToNoContent();

    private static async Task<CreatedAnswer<DeviceView>> Add(NewDevice request, SubscriberAccess subscriber, HttpContext context) =>
        (await subscriber.Grain.AddDevice(request)).ToCreated(device => $"{context.Request.Path}/{device.Id}");

    private static async Task<OkAnswer<Page<DeviceView>>> Devices(SubscriberAccess subscriber) =>
        new Result<Page<DeviceView>> { Value = new Page<DeviceView>(await subscriber.Grain.Devices(), null) }.ToOk();

    private static async Task<NoContentAnswer> Remove(string deviceId, SubscriberAccess subscriber) =>
        (await subscriber.Grain.RemoveDevice(deviceId)).ToNoContent();
}
