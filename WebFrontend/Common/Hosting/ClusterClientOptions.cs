using System.Net;

namespace OrleansBackends.WebFrontend.Common;

/// <summary><c>Cluster:Mode</c>.</summary>
internal enum ClusterMode
{
    /// <summary>One process with a silo of its own, on SQLite.</summary>
    Embedded,

    /// <summary>Silos are other processes.</summary>
    Client,

    /// <summary>The process is a silo too, of a cluster on PostgreSQL.</summary>
    Member,
}

/// <summary>Where a client finds its cluster.</summary>
internal sealed class ClusterClientOptions
{
    /// <summary>Database whose membership table names the gateways.</summary>
    public string? ConnectionString { get; set; }

    /// <summary>The gateways themselves, <c>address:port</c>; then no database is asked.</summary>
    public string[] Gateways { get; set; } = [];

    public string ClusterId { get; set; } = "orleans-backends";

    /// <summary>What is wrong or missing, in one sentence.</summary>
    public string? Refusal => this switch
    {
        { Gateways.Length: 0, ConnectionString: null or "" } => "ConnectionStrings:Backends (or DATABASE_URL) or Cluster:Gateways must name the cluster.",
        _ when !Gateways.All(gateway => IPEndPoint.TryParse(gateway, out var at) && at.Port > 0) =>
            "Cluster:Gateways must be addresses with ports, such as 10.0.0.5:30000.",
        _ => null,
    };
}
