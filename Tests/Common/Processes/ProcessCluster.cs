using System.Security.Cryptography;

namespace OrleansBackends.Tests.Common.Processes;

/// <summary>Silo processes on one PostgreSQL database and frontend processes that are their clients.</summary>
internal sealed class ProcessCluster : IAsyncDisposable
{
    private readonly Dictionary<string, string> settings;
    private readonly List<ServerProcess> silos = [];
    private readonly List<ServerProcess> frontends = [];

    private ProcessCluster(string connectionString, IEnumerable<KeyValuePair<string, string>> extra)
    {
        settings = new Dictionary<string, string>(extra)
        {
            ["ASPNETCORE_ENVIRONMENT"] = "Development",
            ["DOTNET_ENVIRONMENT"] = "Development",
            ["Logging:LogLevel:Default"] = "Warning",
            ["ConnectionStrings:Backends"] = connectionString,
            ["Cluster:ClusterId"] = $"cluster-{Guid.NewGuid():N}",
            ["Secrets:MasterKey"] = Convert.ToBase64String(RandomNumberGenerator.GetBytes(32)),
            ["RateLimits:Profile"] = "Bench",
        };
    }

    public IReadOnlyList<ServerProcess> Silos => silos;

    public IReadOnlyList<ServerProcess> Frontends => frontends;

    /// <param name="connectionString">An empty database, which the silos fill with the schema.</param>
    /// <param name="silos">How many silo processes.</param>
    /// <param name="frontends">How many frontend processes.</param>
    /// <param name="extra">Further settings of all processes.</param>
    public static async Task<ProcessCluster> Start(
        string connectionString, int silos, int frontends, params KeyValuePair<string, string>[] extra)
    {
        var cluster = new ProcessCluster(connectionString, extra);
        try
        {
            for (var i = 0; i < silos; i++)
            {
                cluster.silos.Add(cluster.NewSilo());
            }

            for (var i = 0; i < frontends; i++)
            {
                cluster.frontends.Add(cluster.NewFrontend());
            }

            await Task.WhenAll(cluster.silos.Concat(cluster.frontends).Select(p => p.Ready()));
            return cluster;
        }
        catch
        {
            await cluster.DisposeAsync();
            throw;
        }
    }

    /// <summary>Starts a silo in the place of one that ended.</summary>
    public async Task Replace(ServerProcess ended)
    {
        var next = NewSilo();
        silos[silos.IndexOf(ended)] = next;
        await ended.DisposeAsync();
        await next.Ready();
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var process in frontends.Concat(silos))
        {
            await process.DisposeAsync();
        }
    }

    private ServerProcess NewSilo()
    {
        var health = FreePort.Next();
        return ServerProcess.Start("OrleansBackends.Silo", health, settings.Concat(
        [
            new("Cluster:SiloPort", $"{FreePort.Next()}"),
            new("Cluster:GatewayPort", $"{FreePort.Next()}"),
            new("Cluster:HealthPort", $"{health}"),
        ]));
    }

    private ServerProcess NewFrontend()
    {
        var port = FreePort.Next();
        return ServerProcess.Start("OrleansBackends.WebFrontend", port, settings.Concat(
        [
            new("Cluster:Mode", "Client"),
            new("PORT", $"{port}"),
        ]));
    }
}
