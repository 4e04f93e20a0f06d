using System.Data.Common;
using Microsoft.Data.Sqlite;

namespace OrleansBackends.Silo.Common.Storage;

/// <summary>Connections that write, one at a time.</summary>
internal sealed class SqliteWrites(string connectionString, Durability durability) : DbDataSource
{
    private readonly WriterGate gate = new();

    // An unpooled or new handle knows nothing of these; on a pooled one they cost microseconds.
    private readonly string pragmas = $"PRAGMA synchronous = {(durability == Durability.Full ? "FULL" : "NORMAL")}; PRAGMA busy_timeout = 5000;";

    public override string ConnectionString => connectionString;

    protected override DbConnection CreateDbConnection() => new GatedSqliteConnection(connectionString, gate, pragmas);

    protected override void Dispose(bool disposing)
    {
        gate.Dispose();
        base.Dispose(disposing);
    }
}

/// <summary>Connections that only read. With the write-ahead log they see the last commit and never wait for the writer.</summary>
internal sealed class SqliteReads(string connectionString) : DbDataSource
{
    public override string ConnectionString => connectionString;

    protected override DbConnection CreateDbConnection() => new SqliteConnection(connectionString);
}
