using Npgsql;
using OrleansBackends.Bench.Load;

namespace OrleansBackends.Bench.Baselines;

/// <summary>Single-row inserts, each its own transaction, over a fixed number of open connections with a prepared statement.</summary>
internal sealed class PostgresInserts : IAsyncDisposable
{
    private readonly NpgsqlDataSource source;
    private readonly NpgsqlCommand[] inserts;

    private PostgresInserts(NpgsqlDataSource source, int connections)
    {
        this.source = source;
        inserts = new NpgsqlCommand[connections];
    }

    public static async Task<PostgresInserts> Open(string connectionString, int connections, BareRow row)
    {
        var source = NpgsqlDataSource.Create($"{connectionString};Maximum Pool Size={connections + 1}");
        var opened = new PostgresInserts(source, connections);
        var table = $"bench_{Guid.NewGuid():N}";
        await using (var create = source.CreateCommand($"CREATE TABLE {table} (LIKE {row.Like} INCLUDING ALL)"))
        {
            await create.ExecuteNonQueryAsync();
        }

        for (var i = 0; i < connections; i++)
        {
            var insert = new NpgsqlCommand($"INSERT INTO {table} ({row.Columns}) VALUES ({row.Values})", await source.OpenConnectionAsync());
            insert.Parameters.Add(new NpgsqlParameter<string> { TypedValue = $"{Guid.NewGuid():N}" });
            insert.Parameters.Add(new NpgsqlParameter<long> { TypedValue = 0 });
            insert.Parameters.Add(new NpgsqlParameter<string> { TypedValue = row.Data });
            await insert.PrepareAsync();
            opened.inserts[i] = insert;
        }

        return opened;
    }

    public Side Side => Side.Closed(
        inserts.Length == 1 ? "bare INSERT, 1 connection" : $"bare INSERT, {inserts.Length} connections", inserts.Length, Insert);

    public async ValueTask DisposeAsync()
    {
        foreach (var insert in inserts)
        {
            await insert.Connection!.DisposeAsync();
            await insert.DisposeAsync();
        }

        await source.DisposeAsync();
    }

    public async ValueTask Insert(int connection)
    {
        var insert = inserts[connection];
        ((NpgsqlParameter<long>)insert.Parameters[1]).TypedValue++;
        await insert.ExecuteNonQueryAsync();
    }
}
