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

    /// <summary>The turn of whoever keeps a connection open from one turn to the next; it ends when the answer is disposed.</summary>
    public async Task<IDisposable> EnterAsync()
    {
        await gate.EnterAsync(CancellationToken.None);
        return new Turn(gate);
    }

    /// <summary>A connection that writes in the turns of its owner.</summary>
    public SqliteConnection OpenForTurns()
    {
        var connection = new SqliteConnection(connectionString);
        try
        {
            connection.Open();
            using var command = connection.CreateCommand();
            command.CommandText = pragmas;
            command.ExecuteNonQuery();
            return connection;
        }
        catch
        {
            connection.Dispose();
            throw;
        }
    }

    protected override DbConnection CreateDbConnection() => new GatedSqliteConnection(connectionString, gate, pragmas);

    protected override void Dispose(bool disposing)
    {
        gate.Dispose();
        base.Dispose(disposing);
    }

    private sealed class Turn(WriterGate gate) : IDisposable
    {
        public void Dispose() => gate.Leave();
    }
}

/// <summary>Connections that only read. With the write-ahead log they see the last commit and never wait for the writer.</summary>
internal sealed class SqliteReads(string connectionString) : DbDataSource
{
    public override string ConnectionString => connectionString;

    protected override DbConnection CreateDbConnection() => new SqliteConnection(connectionString);
}
