namespace OrleansBackends.Bench.Processes;

/// <summary>The product on PostgreSQL, as a frontend and a silo that are two processes or as one process that is both.</summary>
internal sealed class Product : IAsyncDisposable
{
    private readonly TemporaryFolder folder = new();
    private ProcessCluster? cluster;
    private ServerProcess? process;

    private Product()
    {
    }

    public Uri Address => process?.Address ?? cluster!.Frontends[0].Address;

    /// <summary>Where it leaves the token of the first admin.</summary>
    public string SetupTokenFile => Path.Combine(folder.Path, "setup-token");

    public static async Task<Product> InTwoProcesses(PostgresServer postgres)
    {
        var product = new Product();
        product.cluster = await ProcessCluster.Start(postgres.ConnectionString, silos: 1, frontends: 1, product.TokenSetting);
        return product;
    }

    public static async Task<Product> InOneProcess(PostgresServer postgres)
    {
        var product = new Product();
        var port = FreePort.Next();
        product.process = ServerProcess.Start("OrleansBackends.WebFrontend", port,
        [
            .. new SiloSettings(postgres.ConnectionString).NewSilo(),
            new("ASPNETCORE_ENVIRONMENT", "Development"),
            new("Cluster:Mode", "Member"),
            new("PORT", $"{port}"),
            product.TokenSetting,
        ]);
        await product.process.Ready();
        return product;
    }

    public async ValueTask DisposeAsync()
    {
        await (cluster?.DisposeAsync() ?? process!.DisposeAsync());
        folder.Dispose();
    }

    private KeyValuePair<string, string> TokenSetting => new("Accounts:SetupTokenFile", SetupTokenFile);
}
