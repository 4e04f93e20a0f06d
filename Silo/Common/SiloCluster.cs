using Microsoft.Extensions.Options;
using Orleans.Configuration;
using Orleans.Dashboard;
using OrleansBackends.Silo.Common.Storage;

namespace OrleansBackends.Silo.Common;

/// <summary>How a silo meets the others, and how soon it notices that one is gone.</summary>
internal static class SiloCluster
{
    /// <summary>Part of every reminder's key: it never changes.</summary>
    public const string ServiceId = "orleans-backends";

    public static IServiceCollection AddClusterSettings(this IServiceCollection services, bool embedded)
    {
        services.AddOptions<ClusterSettings>()
            .BindConfiguration(ClusterSettings.Section)
            .Configure<IConfiguration>((settings, configuration) => settings.Complete(embedded, configuration["PORT"]))
            .ValidateOnStart();
        return services.AddSingleton<IValidateOptions<ClusterSettings>, ClusterSettingsRules>();
    }

    public static ISiloBuilder UseCluster(this ISiloBuilder silo, bool embedded)
    {
        if (embedded)
        {
            silo.UseLocalhostClustering();
        }
        else
        {
            silo.UseAdoNetClustering((OptionsBuilder<AdoNetClusteringSiloOptions> options) => options.Configure<Database>((members, database) =>
            {
                members.Invariant = database.Invariant;
                members.DataSource = database.Writes;
            }));
        }

        silo.Services.AddOptions<ClusterOptions>().Configure<IOptions<ClusterSettings>>((cluster, settings) =>
        {
            cluster.ServiceId = ServiceId;
            cluster.ClusterId = settings.Value.ClusterId;
        });
        silo.Services.AddOptions<EndpointOptions>().Configure<IOptions<ClusterSettings>>((ports, settings) => Listen(ports, settings.Value));
        silo.Services.AddOptions<ClusterMembershipOptions>().Configure<IOptions<ClusterSettings>>((members, settings) => Watch(members, settings.Value));
        return silo.AddActivityPropagation().AddDashboard(dashboard => dashboard.HideTrace = true);
    }

    private static void Listen(EndpointOptions ports, ClusterSettings settings)
    {
        ports.AdvertisedIPAddress = settings.FindAddress()!;
        ports.SiloPort = settings.SiloPort!.Value;
        ports.GatewayPort = settings.GatewayPort!.Value;
    }

    private static void Watch(ClusterMembershipOptions members, ClusterSettings settings)
    {
        members.ProbeTimeout = TimeSpan.FromSeconds(settings.FastFailover ? 1 : 2);
        members.NumMissedProbesLimit = 2;
        members.NumVotesForDeathDeclaration = settings.FastFailover ? 1 : 2;
        members.TableRefreshTimeout = TimeSpan.FromSeconds(settings.FastFailover ? 5 : 10);
        members.IAmAliveTablePublishTimeout = TimeSpan.FromSeconds(10);
    }
}
