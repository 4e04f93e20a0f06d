using System.Security.Cryptography;

namespace OrleansBackends.Tests.Common.Processes;

/// <summary>Silo processes on one PostgreSQL database and frontend processes that are their clients.</summary>
internal sealed class ProcessCluster : IAsyncDisposable
{
    private readonly Dictionary<string, string> settings;
    private readonly Dictionary<int, ServerProcess> silos = [];
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
            ["Proxy:Known"] = "127.0.0.0/8",
        };
    }

    public string ClusterId => settings["Cluster:ClusterId"];

    /// <summary>The silo processes by the port at which other silos know them.</summary>
    public IReadOnlyDictionary<int, ServerProcess> Silos => silos;

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
                cluster.AddSilo();
            }

            await Task.WhenAll(cluster.silos.Values.Select(p => p.Ready()));
            // Not before: a client looks for further gateways only every few seconds.
            for (var i = 0; i < frontends; i++)
            {
                cluster.frontends.Add(cluster.NewFrontend());
            }

            await Task.WhenAll(cluster.frontends.Select(p => p.Ready()));
            return cluster;
        }
        catch
        {
            await cluster.DisposeAsync();
            throw;
        }
    }

    /// <summary>Starts another silo in the place of one that has ended.</summary>
    public async Task Replace(int ended)
    {
        silos.Remove(ended, out var process);
        await process!.DisposeAsync();
        await AddSilo().Ready();
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var process in frontends.Concat(silos.Values))
        {
            await process.DisposeAsync();
        }
    }

    private ServerProcess AddSilo()
    {
        var (port, health) = (FreePort.Next(), FreePort.Next());
        return silos[port] = ServerProcess.Start("OrleansBackends.Silo", health, settings.Concat(
        [
            new("Cluster:SiloPort", $"{port}"),
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
