using Microsoft.Data.Sqlite;
using OrleansBackends.Bench.Load;
using OrleansBackends.Bench.Subjects;

namespace OrleansBackends.Bench.Baselines;

/// <summary>Single-row inserts, each its own transaction, over one connection to a file of its own.</summary>
internal sealed class SqliteInserts : IAsyncDisposable
{
    private readonly SqliteConnection connection;
    private readonly SqliteCommand insert;
    private readonly SqliteParameter seq;

    public SqliteInserts(string folder, string synchronous)
    {
        connection = new SqliteConnection($"Data Source={Path.Combine(folder, $"bare-{synchronous}.db")};Pooling=False");
        connection.Open();
        Execute(
            $"""
            PRAGMA journal_mode = WAL;
            PRAGMA synchronous = {synchronous};
            CREATE TABLE bench_rows (slice TEXT NOT NULL, stream TEXT NOT NULL, seq INTEGER NOT NULL, at TEXT NOT NULL, kind TEXT NOT NULL,
                data TEXT NOT NULL, PRIMARY KEY (slice, stream, seq)) STRICT;
            """);
        insert = connection.CreateCommand();
        insert.CommandText =
            "INSERT INTO bench_rows VALUES ('bench', 'bench-rows:bare', @seq, strftime('%Y-%m-%dT%H:%M:%fZ','now'), @kind, @data)";
        seq = insert.Parameters.AddWithValue("@seq", 0L);
        insert.Parameters.AddWithValue("@kind", BenchRow.Kind);
        insert.Parameters.AddWithValue("@data", BenchRow.Data);
        insert.Prepare();
    }

    public Side Side => Side.Closed("bare INSERT, 1 connection", 1, _ =>
    {
        seq.Value = (long)seq.Value! + 1;
        insert.ExecuteNonQuery();
        return ValueTask.CompletedTask;
    });

    public async ValueTask DisposeAsync()
    {
        await insert.DisposeAsync();
        await connection.DisposeAsync();
    }

    private void Execute(string sql)
    {
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        command.ExecuteNonQuery();
    }
}
