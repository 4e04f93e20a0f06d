using System.Data.Common;
using Npgsql;
using OrleansBackends.Silo.Common.Journals;

namespace OrleansBackends.Silo.Common.Storage;

/// <summary>A PostgreSQL database, shared by all silos of a cluster through one data source per process.</summary>
internal sealed class PostgresDatabase(string connectionString) : Database
{
    private readonly NpgsqlDataSource source = NpgsqlDataSource.Create(WithDefaults(connectionString));

    public override string Invariant => "Npgsql";

    public override string FaultNamespace => "Npgsql";

    public override DbDataSource Writes => source;

    public override DbDataSource Reads => source;

    public override ISqlDialect Dialect { get; } = new PostgresDialect();

    public override JournalStore Journal => new PostgresJournalStore(source);

    public override Task InstallSchemaAsync(CancellationToken cancellation) => PostgresSchema.InstallAsync(WithDefaults(connectionString), cancellation);

    public override ValueTask DisposeAsync() => source.DisposeAsync();

    /// <summary>
    /// What the given string sets comes later and so wins. PostgreSQL takes 100 connections by default: three silos have room. Nobody changes the
    /// session of a pooled connection, so none is reset between two uses: that would be seven statements before every one of ours.
    /// </summary>
    private static string WithDefaults(string given) =>
        $"Command Timeout={QueryDatabase.TimeoutSeconds};Timeout=5;Max Auto Prepare=200;Auto Prepare Min Usages=2;Maximum Pool Size=25;"
        + $"No Reset On Close=true;Application Name=OrleansBackends;{given}";
}
