namespace OrleansBackends.Bench.Processes;

/// <summary>The whole program as one process on SQLite in a temporary folder.</summary>
internal sealed class EmbeddedFrontend : IAsyncDisposable
{
    private readonly TemporaryFolder folder = new();
    private readonly ServerProcess process;

    private EmbeddedFrontend(string environment, params IEnumerable<KeyValuePair<string, string>> limits)
    {
        var port = FreePort.Next();
        process = ServerProcess.Start("OrleansBackends.WebFrontend", port,
        [
            new("ASPNETCORE_ENVIRONMENT", environment),
            new("Logging:LogLevel:Default", "Error"),
            new("PORT", $"{port}"),
            new("Storage:Folder", folder.Path),
            new("Storage:Durability", "Normal"),
            new("Accounts:SetupTokenFile", SetupTokenFile),
            new("Accounts:RequireVerifiedEmail", "false"),
            new("Accounts:RequireSecondFactor", "false"),
            .. limits,
        ]);
    }

    public Uri Address => process.Address;

    /// <summary>Where the process leaves the token of the first admin.</summary>
    public string SetupTokenFile => Path.Combine(folder.Path, "setup-token");

    /// <summary>Without limits, which only a developer may switch off.</summary>
    public static Task<EmbeddedFrontend> Start() => Start(new EmbeddedFrontend("Development", new KeyValuePair<string, string>("RateLimits:Profile", "Bench")));

    /// <summary>As it is deployed, with its limits in force, of which one policy's is this many a period; every caller is whom it says it is.</summary>
    public static Task<EmbeddedFrontend> StartLimited(string policy, long limit, long periodMs = 60_000) => Start(new EmbeddedFrontend(
        "Staging",
        new("Proxy:Known", "127.0.0.0/8"),
        new("RateLimits:Policies:edge:Limit", $"{LimitPolicyRules.MaxLimit}"),
        new($"RateLimits:Policies:{policy}:Limit", $"{limit}"),
        new($"RateLimits:Policies:{policy}:PeriodMs", $"{periodMs}")));

    private static async Task<EmbeddedFrontend> Start(EmbeddedFrontend frontend)
    {
        try
        {
            await frontend.process.Ready();
            return frontend;
        }
        catch
        {
            await frontend.DisposeAsync();
            throw;
        }
    }

    public async ValueTask DisposeAsync()
    {
        await process.DisposeAsync();
        folder.Dispose();
    }
}
