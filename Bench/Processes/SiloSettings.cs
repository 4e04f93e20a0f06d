using System.Security.Cryptography;

namespace OrleansBackends.Bench.Processes;

/// <summary>What the silos of one measurement share, and the ports of each.</summary>
internal sealed class SiloSettings(string connectionString)
{
    private readonly string masterKey = Convert.ToBase64String(RandomNumberGenerator.GetBytes(32));

    public string ConnectionString => connectionString;

    public Dictionary<string, string> NewSilo(int? healthPort = null)
    {
        var settings = new Dictionary<string, string>
        {
            ["DOTNET_ENVIRONMENT"] = "Development",
            ["Logging:LogLevel:Default"] = "Error",
            ["ConnectionStrings:Backends"] = connectionString,
            ["Secrets:MasterKey"] = masterKey,
            ["Cluster:SiloPort"] = $"{FreePort.Next()}",
            ["Cluster:GatewayPort"] = $"{FreePort.Next()}",
            ["RateLimits:Profile"] = "Bench",
        };
        if (healthPort is { } port)
        {
            settings["Cluster:HealthPort"] = $"{port}";
        }

        return settings;
    }
}
