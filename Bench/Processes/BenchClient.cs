using Npgsql;
using Orleans.Configuration;

namespace OrleansBackends.Bench.Processes;

/// <summary>An Orleans client inside this process that speaks to silos through their gateways only.</summary>
internal sealed class BenchClient : IAsyncDisposable
{
    private readonly IHost host;
    private readonly NpgsqlDataSource source;

    private BenchClient(IHost host, NpgsqlDataSource source)
    {
        this.host = host;
        this.source = source;
    }

    public IGrainFactory Grains => host.Services.GetRequiredService<IGrainFactory>();

    public static async Task<BenchClient> Start(SiloSettings settings)
    {
        var source = NpgsqlDataSource.Create(settings.ConnectionString);
        var builder = Host.CreateApplicationBuilder();
        builder.Logging.SetMinimumLevel(LogLevel.Warning);
        builder.UseOrleansClient(client => client
            .Configure<ClusterOptions>(cluster => cluster.ServiceId = cluster.ClusterId = "orleans-backends")
            .UseAdoNetClustering(options =>
            {
                options.Invariant = "Npgsql";
                options.DataSource = source;
            }));
        var host = builder.Build();
        await host.StartAsync();
        return new BenchClient(host, source);
    }

    public async ValueTask DisposeAsync()
    {
        await host.StopAsync();
        host.Dispose();
        await source.DisposeAsync();
    }
}
