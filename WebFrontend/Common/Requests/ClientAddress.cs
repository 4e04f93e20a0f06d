using System.Net;
using System.Net.Sockets;

namespace OrleansBackends.WebFrontend.Common;

/// <summary>
/// The caller's address, read behind the proxies named in <c>Proxy:Known</c>. <see cref="Key"/> is what limits and bindings count by: an IPv4
/// address (also one mapped into IPv6), or the /64 of an IPv6 address, which is what one customer gets.
/// </summary>
public sealed record ClientAddress(IPAddress Address)
{
    public string Key { get; } = Address.AddressFamily == AddressFamily.InterNetwork ? Address.ToString() : NetworkOf(Address, 64);

    public static ValueTask<ClientAddress?> BindAsync(HttpContext context) => ValueTask.FromResult<ClientAddress?>(Of(context));

    public static ClientAddress Of(HttpContext context) => new(Plain(context.Connection.RemoteIpAddress));

    /// <summary>IPv4 where it is IPv4; an address that the server does not know (a test server) counts as loopback.</summary>
    internal static IPAddress Plain(IPAddress? remote) => remote switch
    {
        null => IPAddress.Loopback,
        { IsIPv4MappedToIPv6: true } => remote.MapToIPv4(),
        _ => remote,
    };

    /// <summary>The first bits of an IPv6 address, as a network is written.</summary>
    internal static string NetworkOf(IPAddress address, int bits)
    {
        Span<byte> bytes = stackalloc byte[16];
        address.TryWriteBytes(bytes, out _);
        bytes[(bits / 8)..].Clear();
        return $"{new IPAddress(bytes)}/{bits}";
    }
}
