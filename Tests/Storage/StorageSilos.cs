using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using OrleansBackends.Silo.Common;

namespace OrleansBackends.Tests.Storage;

public enum Db
{
    Sqlite,
    Postgres,
}

/// <summary>Classes marked <c>[Collection&lt;StorageCollection&gt;]</c> share a running silo on each database.</summary>
[CollectionDefinition]
public sealed class StorageCollection : ICollectionFixture<StorageSilos>;

/// <summary>One running silo for each database, started when the first test asks; tests use keys of their own.</summary>
public sealed class StorageSilos(PostgresFixture postgres) : IAsyncLifetime
{
    private readonly TemporaryFolder folder = new();
    private readonly Lazy<Task<IHost>>[] silos = new Lazy<Task<IHost>>[2];

    public ValueTask InitializeAsync()
    {
        silos[(int)Db.Sqlite] = new(() => StartAsync([]));
        silos[(int)Db.Postgres] = new(async () => await StartAsync(new() { ["ConnectionStrings:Backends"] = await postgres.CreateDatabaseAsync() }));
        return ValueTask.CompletedTask;
    }

    public async Task<IServiceProvider> On(Db db) => (await silos[(int)db].Value).Services;

    public async Task<T> Get<T>(Db db)
        where T : notnull => (await On(db)).GetRequiredService<T>();

    public async ValueTask DisposeAsync()
    {
        foreach (var silo in silos.Where(silo => silo.IsValueCreated && silo.Value.IsCompletedSuccessfully))
        {
            var host = await silo.Value;
            await host.StopAsync();
            host.Dispose();
        }

        folder.Dispose();
    }

    private async Task<IHost> StartAsync(Dictionary<string, string?> settings)
    {
        var embedded = settings.Count == 0;
        var builder = Host.CreateApplicationBuilder(new HostApplicationBuilderSettings { ContentRootPath = folder.Path });
        builder.Logging.SetMinimumLevel(LogLevel.Error);
        settings["Cluster:SiloPort"] = $"{FreePort.Next()}";
        settings["Cluster:GatewayPort"] = embedded ? "0" : $"{FreePort.Next()}";
        settings["Notifications:Sending:Enabled"] = "false";
        settings["Secrets:MasterKey"] = Convert.ToBase64String(new byte[32]);
        settings["Notifications:Email"] = "None";
        builder.Configuration.AddInMemoryCollection(Patience.Settings).AddInMemoryCollection(settings);
        var host = builder.AddSilo(embedded).Build();
        await SiloStart.PrepareAsync(host.Services);
        await host.StartAsync();
        return host;
    }
}
