using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;

namespace OrleansBackends.Silo.Common.Storage;

internal static class StorageServices
{
    /// <summary>Binds the settings and makes the database from them, unless one is registered already.</summary>
    public static IServiceCollection AddDatabase(this IServiceCollection services, bool embedded)
    {
        services.AddOptions<StorageSettings>()
            .BindConfiguration(StorageSettings.Section)
            .Configure<IConfiguration>((settings, configuration) =>
                settings.ConnectionString = configuration.FindDatabase())
            .Validate(
                settings => embedded || settings.ConnectionString is { Length: > 0 },
                "ConnectionStrings:Backends (or DATABASE_URL) must name the PostgreSQL database of the cluster.")
            .Validate(settings => !embedded || settings.Folder.Length > 0, "Storage:Folder must name the folder of the database.")
            .ValidateOnStart();
        services.TryAddSingleton<Database>(provider =>
        {
            var settings = provider.GetRequiredService<IOptions<StorageSettings>>().Value;
            return embedded
                ? new SqliteDatabase(Path.Combine(provider.GetRequiredService<IHostEnvironment>().ContentRootPath, settings.Folder), settings.Durability)
                : new PostgresDatabase(settings.ConnectionString!);
        });
        return services;
    }
}
