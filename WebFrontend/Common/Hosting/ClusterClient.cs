using System.Net;
using Microsoft.Extensions.Options;
using Npgsql;
using Orleans.Configuration;
using Orleans.Dashboard;
using Orleans.Serialization;

namespace OrleansBackends.WebFrontend.Common;

/// <summary>
/// <c>Cluster:Mode=Client</c>: silos are other processes, found in the membership table of the database or, where <c>Cluster:Gateways</c> lists
/// them (<c>address:port</c>), without any database.
/// </summary>
internal static class ClusterClient
{
    /// <summary>Nobody tells a client that its call died with a silo: this is the longest that a caller waits.</summary>
    private static readonly TimeSpan ResponseTimeout = TimeSpan.FromSeconds(5);

    private static readonly TimeSpan RetryConnecting = TimeSpan.FromMilliseconds(500);

    public static WebApplicationBuilder AddClusterClient(this WebApplicationBuilder builder, string? connectionString)
    {
        var cluster = new ClusterClientOptions { ConnectionString = connectionString };
        builder.Configuration.GetSection("Cluster").Bind(cluster);
        cluster.Gateways = builder.Configuration.GetList("Cluster:Gateways");
        if (cluster.Refusal is { } sentence)
        {
            throw new OptionsValidationException("Cluster", typeof(ClusterClientOptions), [sentence]);
        }

        builder.Services.AddSingleton<IGrainInterfaceTypeProvider, KnownInterfaceTypes>(); // Before Orleans adds its own, as in a silo.
        builder.UseOrleansClient(client =>
        {
            client.UseMembershipOf(cluster);
            client.Configure<ClusterOptions>(options =>
            {
                options.ServiceId = "orleans-backends";
                options.ClusterId = cluster.ClusterId;
            });
            client.Configure<ClientMessagingOptions>(messages => messages.ResponseTimeout = ResponseTimeout);
            client.Configure<GatewayOptions>(list => list.GatewayListRefreshPeriod = TimeSpan.FromSeconds(5));
            client.Configure<ExceptionSerializationOptions>(faults => faults.SupportedNamespacePrefixes.Add("Npgsql"));
            client.UseConnectionRetryFilter(async (_, stopping) =>
            {
                await Task.Delay(RetryConnecting, stopping);
                return true;
            });
            client.AddOutgoingGrainCallFilter<RepeatOnce>();
            client.AddMemoryStreams(Streams.Provider).AddActivityPropagation().AddDashboard();
            client.AddGatewayCountChangedHandler(services => (_, now) => services.GatewaysChanged(now.NumberOfConnectedGateways));
            client.AddClusterConnectionLostHandler(services => (_, _) => services.GatewaysChanged(0));
        });
        return builder;
    }

    private static void UseMembershipOf(this IClientBuilder client, ClusterClientOptions cluster)
    {
        if (cluster.Gateways.Length > 0)
        {
            client.UseStaticClustering([.. cluster.Gateways.Select(IPEndPoint.Parse)]);
            return;
        }

        client.UseAdoNetClustering(members =>
        {
            members.Invariant = "Npgsql";
            members.DataSource = NpgsqlDataSource.Create(cluster.ConnectionString!);
        });
    }

    /// <summary>Readiness follows, and grains that forgot this process are asked again.</summary>
    private static void GatewaysChanged(this IServiceProvider services, int connected)
    {
        services.GetRequiredService<Readiness>().Connected(connected > 0);
        services.GetRequiredService<LiveSignal>().Raise();
    }
}
