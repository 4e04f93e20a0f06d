using Microsoft.Extensions.Options;
using Orleans.Configuration;
using Orleans.Serialization;
using OrleansBackends.Silo.Common.Journals;

namespace OrleansBackends.Silo.Common.Storage;

/// <summary>Points everything in a silo that stores or reads at the one <see cref="Database"/> of its services.</summary>
internal static class SiloStorage
{
    /// <summary>So many items of a stream at most are handed to a grain together.</summary>
    private const int AtOnce = 16;

    public static ISiloBuilder UseDatabase(this ISiloBuilder silo)
    {
        silo.AddAdoNetGrainStorageAsDefault((OptionsBuilder<AdoNetGrainStorageOptions> options) => options.Configure<Database>(Documents));
        silo.UseAdoNetReminderService((OptionsBuilder<AdoNetReminderTableOptions> options) => options.Configure<Database>((reminders, database) =>
        {
            reminders.Invariant = database.Invariant;
            reminders.DataSource = database.Writes;
        }));

        // System.Text.Json cannot read back what the streams keep in theirs.
        silo.AddMemoryGrainStorage("PubSubStore").AddMemoryStreams(
            Streams.Provider, streams => streams.ConfigurePullingAgent(agent => agent.Configure(o => o.BatchContainerBatchSize = AtOnce)));
        silo.Services.AddOptions<ExceptionSerializationOptions>()
            .Configure<Database>((serializable, database) => serializable.SupportedNamespacePrefixes.Add(database.FaultNamespace));

        silo.Services.AddSingleton(services => services.GetRequiredService<Database>().Dialect);
        silo.Services.AddSingleton(services =>
            new QueryDatabase(services.GetRequiredService<Database>().Reads, services.GetRequiredService<ISqlDialect>()));
        silo.Services.AddSingleton(services => services.GetRequiredService<Database>().Journal);
        silo.Services.AddSingleton<JournalMetrics>().AddSingleton<IJournal, JournalWriter>();
        return silo;
    }

    private static void Documents(AdoNetGrainStorageOptions options, Database database)
    {
        options.Invariant = database.Invariant;
        options.DataSource = database.Writes;
        options.DeleteStateOnClear = true;
        options.GrainStorageSerializer = new DocumentSerializer();
    }
}
