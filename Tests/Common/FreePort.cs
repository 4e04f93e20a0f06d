using System.Net;
using System.Net.Sockets;

namespace OrleansBackends.Tests.Common;

/// <summary>
/// Ports for programs that are told where to listen. They lie below those that a machine gives to outgoing connections, so nobody is given one between
/// the choice and the program's start; each run holds the first port of its block, so two runs on one machine choose apart.
/// </summary>
internal static class FreePort
{
    private const int First = 10_000;
    private const int Last = 32_000;
    private const int Block = 500;

    private static readonly TcpListener Reserved = Reserve();
    private static int chosen = ((IPEndPoint)Reserved.LocalEndpoint).Port;

    public static int Next()
    {
        while (true)
        {
            var port = Interlocked.Increment(ref chosen);
            if (port % Block == 0)
            {
                throw new InvalidOperationException($"This run has used up its {Block} ports.");
            }

            if (TryListen(port) is { } listener)
            {
                listener.Dispose();
                return port;
            }
        }
    }

    private static TcpListener Reserve()
    {
        for (var port = First; port < Last; port += Block)
        {
            if (TryListen(port) is { } listener)
            {
                return listener;
            }
        }

        throw new InvalidOperationException($"No block of ports between {First} and {Last} are free.");
    }

    private static TcpListener? TryListen(int port)
    {
        var listener = new TcpListener(IPAddress.Loopback, port);
        try
        {
            listener.Start();
            return listener;
        }
        catch (SocketException)
        {
            listener.Dispose();
            return null;
        }
    }
}
