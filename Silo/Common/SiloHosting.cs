using Microsoft.Extensions.DependencyInjection.Extensions;
using OrleansBackends.Silo.Common.Storage;

namespace OrleansBackends.Silo.Common;

public static class SiloHosting
{
    /// <summary>Adds a silo to this process: alone on SQLite when embedded, else a member of the cluster on PostgreSQL.</summary>
    public static T AddSilo<T>(this T builder, bool embedded)
        where T : IHostApplicationBuilder
    {
        var hasFrontend = builder is WebApplicationBuilder;
        builder.Configuration.AddQuietLevels();
        if (embedded)
        {
            builder.EnsureMasterKey();
        }

        builder.Services.TryAddSingleton(TimeProvider.System);
        // Shorter than the thirty seconds that orchestrators grant before they kill.
        builder.Services.Configure<HostOptions>(host => host.ShutdownTimeout = TimeSpan.FromSeconds(20));
        builder.Services
            .AddDatabase(embedded)
            .AddClusterSettings(embedded)
            .AddSiloTelemetry(builder.Configuration, hasFrontend)
            .AddGrainServices()
            .AddSlices();
        builder.Services.AddSingleton<IGrainInterfaceTypeProvider, KnownInterfaceTypes>(); // Before Orleans adds its own: the first that knows answers.
        builder.UseOrleans(silo => silo.UseCluster(embedded).UseDatabase());
        if (!hasFrontend)
        {
            builder.Services.AddHostedService<HealthEndpoint>();
        }

        return builder;
    }
}
