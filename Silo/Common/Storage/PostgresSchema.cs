using DbUp;
using Npgsql;

namespace OrleansBackends.Silo.Common.Storage;

internal static class PostgresSchema
{
    /// <summary>Any number that nobody else locks in this database.</summary>
    private const long Lock = 0x0BAC_E4D5;

    public static async Task InstallAsync(string connectionString, CancellationToken cancellation)
    {
        // The lock ends with its connection, so that connection never comes from the pool, and whoever waits for it waits for as long as it takes.
        var unpooled = new NpgsqlConnectionStringBuilder(connectionString) { Pooling = false, CommandTimeout = 0 };
        try
        {
            await using var connection = new NpgsqlConnection(unpooled.ConnectionString);
            await connection.OpenAsync(cancellation);
            await using var take = new NpgsqlCommand("SELECT pg_advisory_lock($1)", connection) { Parameters = { new() { Value = Lock } } };
            await take.ExecuteNonQueryAsync(cancellation);
            Schema.Install(
                DeployChanges.To.PostgresqlDatabase(unpooled.ConnectionString).JournalToPostgresqlTable("public", "schema_version"),
                Schema.Folder("postgres"));
        }
        catch (NpgsqlException refused)
        {
            throw new StartRefusedException(
                $"ConnectionStrings:Backends (or DATABASE_URL) names {unpooled.Database} at {unpooled.Host}:{unpooled.Port}, which refuses: {refused.Message}",
                refused);
        }
    }
}
