using OrleansBackends.Silo.Common.Storage;

namespace OrleansBackends.Silo.Common;

public static class SiloHosting
{
    /// <summary>Adds a silo to this process: alone on SQLite when embedded, else a member of the cluster on PostgreSQL.</summary>
    public static T AddSilo<T>(this T builder, bool embedded)
        where T : IHostApplicationBuilder
    {
        if (embedded)
        {
            builder.EnsureMasterKey();
        }

        builder.Configuration.AddQuietLevels();
        builder.Services.AddDatabase(embedded).AddClusterSettings(embedded).AddSiloTelemetry(builder.Configuration, embedded);
        builder.UseOrleans(silo => silo.UseCluster(embedded).UseDatabase().AddSlices());
        return builder;
    }

    /// <summary>What each slice registers in its silo.</summary>
    internal static ISiloBuilder AddSlices(this ISiloBuilder silo)
    {
        return silo;
    }
}
