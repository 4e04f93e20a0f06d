namespace OrleansBackends.Bench.Processes;

/// <summary>The whole program as one process on SQLite in a temporary folder.</summary>
internal sealed class EmbeddedFrontend : IAsyncDisposable
{
    private readonly TemporaryFolder folder = new();
    private readonly ServerProcess process;

    private EmbeddedFrontend()
    {
        var port = FreePort.Next();
        process = ServerProcess.Start("OrleansBackends.WebFrontend", port,
        [
            new("ASPNETCORE_ENVIRONMENT", "Development"),
            new("Logging:LogLevel:Default", "Error"),
            new("PORT", $"{port}"),
            new("Storage:Folder", folder.Path),
            new("RateLimits:Profile", "Bench"),
            new("Accounts:SetupTokenFile", SetupTokenFile),
        ]);
    }

    public Uri Address => process.Address;

    /// <summary>Where the process leaves the token of the first admin.</summary>
    public string SetupTokenFile => Path.Combine(folder.Path, "setup-token");

    public static async Task<EmbeddedFrontend> Start()
    {
        var frontend = new EmbeddedFrontend();
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
