using System.Globalization;
using System.Net;
using System.Net.Sockets;

namespace OrleansBackends.Silo.Common;

/// <summary>Section <c>Cluster</c>: who a silo is and where it listens.</summary>
internal sealed class ClusterSettings
{
    public const string Section = "Cluster";

    /// <summary>Names this cluster's membership; two clusters with different names may share a database while one takes over from the other.</summary>
    public string ClusterId { get; set; } = "orleans-backends";

    /// <summary>IP address that other silos and frontends reach this silo at, or <c>auto</c> for the one this machine's name has.
    /// The ports carry no authentication, so the default is loopback and anything else belongs to a private network.</summary>
    public string Address { get; set; } = "127.0.0.1";

    /// <summary>Port between silos: 11111, or any free one in embedded mode, where nobody else needs to know it.</summary>
    public int? SiloPort { get; set; }

    /// <summary>Port for frontends: 30000; none in embedded mode.</summary>
    public int? GatewayPort { get; set; }

    /// <summary>Port of <c>/health/live</c> and <c>/health/ready</c> of a silo process; <c>PORT</c> is understood too. Without it a silo speaks no HTTP.</summary>
    public int? HealthPort { get; set; }

    /// <summary>Declares a silent silo dead after about two seconds and by one vote: for tests that kill silos, too eager for a busy machine.</summary>
    public bool FastFailover { get; set; }

    public IPAddress? FindAddress() =>
        Address == "auto"
            ? Array.Find(Dns.GetHostAddresses(Dns.GetHostName()), a => a.AddressFamily == AddressFamily.InterNetwork)
            : IPAddress.TryParse(Address, out var address) ? address : null;

    /// <summary>Fills in what was left open.</summary>
    public void Complete(bool embedded, string? platformPort)
    {
        SiloPort ??= embedded ? FreePort() : 11111;
        GatewayPort ??= embedded ? 0 : 30000;
        HealthPort ??= platformPort is { Length: > 0 } ? int.TryParse(platformPort, NumberStyles.None, CultureInfo.InvariantCulture, out var port) ? port : 0 : null;
    }

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
