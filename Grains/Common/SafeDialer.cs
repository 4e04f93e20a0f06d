using System.Net;
using System.Net.Sockets;

namespace OrleansBackends.Grains.Common;

/// <summary>Connects to hosts that a user named: to public addresses only, and to the very address that was checked. Call it outside a grain's turn.</summary>
public sealed class SafeDialer
{
    private readonly Func<string, CancellationToken, Task<IPAddress[]>> resolve;
    private readonly Func<IPAddress, bool> allowed;

    public SafeDialer()
        : this(Dns.GetHostAddressesAsync, PublicAddress.IsPublic)
    {
    }

    internal SafeDialer(Func<string, CancellationToken, Task<IPAddress[]>> resolve, Func<IPAddress, bool> allowed)
    {
        this.resolve = resolve;
        this.allowed = allowed;
    }

    /// <exception cref="AddressRefusedException">No address of the host is public.</exception>
    /// <exception cref="SocketException">The name is not known, or nobody answers there.</exception>
    public async Task<Socket> Connect(string host, int port, CancellationToken cancellation)
    {
        var addresses = await resolve(host, cancellation);
        var open = Array.FindAll(addresses, address => allowed(address));
        if (open.Length == 0)
        {
            throw new AddressRefusedException(host);
        }

        var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        try
        {
            await socket.ConnectAsync(open, port, cancellation);
            return socket;
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }
}

public sealed class AddressRefusedException(string host) : Exception($"{host} has no public address.");
