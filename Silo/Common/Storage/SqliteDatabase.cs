using System.Data.Common;
using Microsoft.Data.Sqlite;
using OrleansBackends.Silo.Common.Journals;

namespace OrleansBackends.Silo.Common.Storage;

/// <summary>One file in a folder, for one process.</summary>
internal sealed class SqliteDatabase : Database
{
    private readonly string file;
    private readonly SqliteWrites writes;
    private readonly SqliteReads reads;
    private readonly SqliteJournalStore journal;

    public SqliteDatabase(string folder, Durability durability)
    {
        file = Path.Combine(folder, "backends.db");
        writes = new SqliteWrites(ConnectionString(file, SqliteOpenMode.ReadWriteCreate), durability);
        reads = new SqliteReads(ConnectionString(file, SqliteOpenMode.ReadOnly));
        journal = new SqliteJournalStore(writes, reads);
    }

    /// <summary>Loads Microsoft.Data.Sqlite in spite of its name.</summary>
    public override string Invariant => "System.Data.SQLite";

    public override string FaultNamespace => "Microsoft.Data.Sqlite";

    public override DbDataSource Writes => writes;

    public override DbDataSource Reads => reads;

    public override ISqlDialect Dialect { get; } = new SqliteDialect();

    public override JournalStore Journal => journal;

    public override async Task InstallSchemaAsync(CancellationToken cancellation)
    {
        try
        {
            Directory.CreateDirectory(Path.GetDirectoryName(file)!);
        }
        catch (Exception refused) when (refused is IOException or UnauthorizedAccessException)
        {
            throw new StartRefusedException($"Storage:Folder names {Path.GetDirectoryName(file)}, which cannot be created: {refused.Message}", refused);
        }

        await SqliteSchema.InstallAsync(file, ConnectionString(file, SqliteOpenMode.ReadWriteCreate), cancellation);
    }

    public override async ValueTask DisposeAsync()
    {
        await journal.DisposeAsync();
        await writes.DisposeAsync();
        await reads.DisposeAsync();
        SqliteConnection.ClearPool(new SqliteConnection(writes.ConnectionString));
        SqliteConnection.ClearPool(new SqliteConnection(reads.ConnectionString));
    }

    private static string ConnectionString(string file, SqliteOpenMode mode) =>
        new SqliteConnectionStringBuilder { DataSource = file, Mode = mode, DefaultTimeout = QueryDatabase.TimeoutSeconds }.ConnectionString;
}
