using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Npgsql;
using Orleans.Configuration;

namespace OrleansBackends.Tests.Common.Processes;

/// <summary>An Orleans client inside this process that speaks to silos through their gateways only.</summary>
internal sealed class GatewayClient : IAsyncDisposable
{
    private readonly IHost host;
    private readonly NpgsqlDataSource source;

    private GatewayClient(IHost host, NpgsqlDataSource source)
    {
        this.host = host;
        this.source = source;
    }

    public IGrainFactory Grains => host.Services.GetRequiredService<IGrainFactory>();

    public static async Task<GatewayClient> Start(string connectionString, string clusterId)
    {
        var source = NpgsqlDataSource.Create(connectionString);
        var builder = Host.CreateApplicationBuilder();
        builder.Logging.ClearProviders();
        builder.UseOrleansClient(client => client
            .Configure<ClusterOptions>(cluster =>
            {
                cluster.ServiceId = "orleans-backends";
                cluster.ClusterId = clusterId;
            })
            .Configure<GatewayOptions>(gateways => gateways.GatewayListRefreshPeriod = TimeSpan.FromSeconds(2))
            .UseAdoNetClustering(options =>
            {
                options.Invariant = "Npgsql";
                options.DataSource = source;
            }));
        var host = builder.Build();
        await host.StartAsync();
        return new GatewayClient(host, source);
    }

    public async ValueTask DisposeAsync()
    {
        await host.StopAsync();
        host.Dispose();
        await source.DisposeAsync();
    }
}
