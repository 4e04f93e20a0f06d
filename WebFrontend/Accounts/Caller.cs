using System.Net;
using System.Net.Sockets;
using OrleansBackends.Grains.Interfaces.Accounts;

namespace OrleansBackends.WebFrontend.Accounts;

/// <summary>Where a call comes from, as a handler's parameter: a device's name and the network, never the whole address.</summary>
internal sealed record Caller(CallOrigin Origin)
{
    public static Caller Of(HttpContext context) =>
        new(new CallOrigin(DeviceName.Of(context.Request.Headers.UserAgent.ToString()), Network(ClientAddress.Of(context).Address))
        {
            DeviceOf = DeviceCookie.Of(context).Known?.User,
        });

    public static ValueTask<Caller?> BindAsync(HttpContext context) => ValueTask.FromResult<Caller?>(Of(context));

    /// <summary>The /24 of an IPv4 address, the /48 of an IPv6 address.</summary>
    internal static string Network(IPAddress address)
    {
        var bytes = address.GetAddressBytes();
        var kept = address.AddressFamily == AddressFamily.InterNetwork ? 3 : 6;
        Array.Clear(bytes, kept, bytes.Length - kept);
        return $"{new IPAddress(bytes)}/{kept * 8}";
    }
}
