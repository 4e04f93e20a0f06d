using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using OrleansBackends.Grains.Interfaces.Notifications;
using OrleansBackends.Grains.Interfaces.Notifications.Dispatch;
using OrleansBackends.Grains.Interfaces.Notifications.Subscribers;

namespace OrleansBackends.Grains.Notifications.Subscribers;

internal static class DeviceRules
{
    private const int IdBytes = 12;
    private const int PublicKeyBytes = 65;
    private const int AuthBytes = 16;

    /// <summary>The same address is the same device, with the keys that came last.</summary>
    public static Result<(SubscriberState State, Device Device)> WithDevice(this SubscriberState state, NewDevice device, DateTimeOffset now)
    {
        if (Refuse(device) is { } refused)
        {
            return refused;
        }

        var address = device.Endpoint ?? device.Token!;
        var id = "dev_" + Base64Url.EncodeToString(SHA256.HashData(Encoding.UTF8.GetBytes(address)).AsSpan(0, IdBytes));
        var keys = device.Kind == DeviceKind.Webpush ? new PushKeys(device.P256dh!, device.Auth!) : null;
        var before = state.Devices.Find(d => d.Id == id);
        var added = new Device(id, device.Kind, address, keys, before?.AddedAt ?? now);
        return before is not null ? (before == added ? state : state with { Devices = state.Devices.Replace(before, added) }, added)
            : state.Devices.Count(d => d.Kind == device.Kind) >= SubscriberLimits.Devices ? NotifyErrors.TooManyDevices
            : (state with { Devices = state.Devices.Add(added) }, added);
    }

    public static DeviceView Show(this Device device) => new(device.Id, device.Kind, device.AddedAt);

    private static Error? Refuse(NewDevice device) => device switch
    {
        { Kind: DeviceKind.Webpush, Token: null, Endpoint: { } endpoint } =>
            !PublicUrls.IsUrl(endpoint, httpsOnly: true) ? NotifyErrors.UrlNotPublic with { Member = "endpoint" }
            : !IsBytes(device.P256dh, PublicKeyBytes) ? Errors.Invalid("A browser's key is 65 bytes in base64url.", "p256dh")
            : !IsBytes(device.Auth, AuthBytes) ? Errors.Invalid("A browser's secret is 16 bytes in base64url.", "auth")
            : null,
        { Kind: DeviceKind.Fcm, Endpoint: null, Token: { Length: > 0 and <= SubscriberLimits.Token } } => null,
        { Kind: DeviceKind.Fcm } => Errors.Invalid("A phone is named by its token.", "token"),
        _ => Errors.Invalid("A browser is named by its endpoint.", "endpoint"),
    };

    private static bool IsBytes(string? text, int count) => text is not null && Base64Url.IsValid(text, out var length) && length == count;
}
