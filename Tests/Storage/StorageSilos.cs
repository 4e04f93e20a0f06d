using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using OrleansBackends.Silo.Common;
using OrleansBackends.Tests.Accounts;

namespace OrleansBackends.Tests.Storage;

public enum Db
{
    Sqlite,
    Postgres,
}

/// <summary>Classes marked <c>[Collection&lt;StorageCollection&gt;]</c> share a running silo on each database.</summary>
[CollectionDefinition]
public sealed class StorageCollection : ICollectionFixture<StorageSilos>;

/// <summary>Classes marked <c>[Collection&lt;MailingCollection&gt;]</c> share a running silo on each database in which accounts mail.</summary>
[CollectionDefinition]
public sealed class MailingCollection : ICollectionFixture<MailingSilos>;

public sealed class MailingSilos(PostgresFixture postgres) : IAsyncLifetime
{
    private readonly StorageSilos silos = new(postgres, ("Notifications:Smtp:Host", "mail.example.org"), ("Notifications:Smtp:From", "accounts@example.org"));

    public ValueTask InitializeAsync() => silos.InitializeAsync();

    public Task<T> Get<T>(Db db)
        where T : notnull => silos.Get<T>(db);

    public ValueTask DisposeAsync() => silos.DisposeAsync();
}

/// <summary>One running silo for each database, started when the first test asks; tests use keys of their own.</summary>
public sealed class StorageSilos : IAsyncLifetime
{
    private readonly PostgresFixture postgres;
    private readonly (string Name, string Value)[] mail;
    private readonly TemporaryFolder folder = new();
    private readonly Lazy<Task<IHost>>[] silos = new Lazy<Task<IHost>>[2];

    public StorageSilos(PostgresFixture postgres)
        : this(postgres, ("Notifications:Email", "None"))
    {
    }

    /// <param name="postgres">Where databases are made.</param>
    /// <param name="mail">What is said of mail; none is sent in either case.</param>
    internal StorageSilos(PostgresFixture postgres, params (string Name, string Value)[] mail) => (this.postgres, this.mail) = (postgres, mail);

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
        foreach (var (name, value) in mail)
        {
            settings[name] = value;
        }

        builder.Configuration.AddInMemoryCollection(Patience.Settings).AddInMemoryCollection(settings);
        builder.Services.AddSingleton<IIncomingGrainCallFilter>(new TriggeredAddresses());
        var host = builder.AddSilo(embedded).Build();
        await SiloStart.PrepareAsync(host.Services);
        await host.StartAsync();
        return host;
    }
}
