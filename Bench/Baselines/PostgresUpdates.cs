using Npgsql;
using OrleansBackends.Bench.Load;

namespace OrleansBackends.Bench.Baselines;

/// <summary>Single-row updates of one document per connection, each its own transaction, in a table with the columns and indexes of the product's own.</summary>
internal sealed class PostgresUpdates : IAsyncDisposable
{
    private readonly NpgsqlDataSource source;
    private readonly NpgsqlCommand[] updates;

    private PostgresUpdates(NpgsqlDataSource source, int connections)
    {
        this.source = source;
        updates = new NpgsqlCommand[connections];
    }

    public Side Side => Side.Closed(
        $"bare UPDATE, {updates.Length} connections", updates.Length, async connection => await updates[connection].ExecuteNonQueryAsync());

    public static async Task<PostgresUpdates> Open(string connectionString, int connections, BareRow row)
    {
        var source = NpgsqlDataSource.Create($"{connectionString};Maximum Pool Size={connections + 1}");
        var opened = new PostgresUpdates(source, connections);
        var table = $"bench_{Guid.NewGuid():N}";
        await using (var create = source.CreateCommand($"CREATE TABLE {table} (LIKE {row.Like} INCLUDING ALL)"))
        {
            await create.ExecuteNonQueryAsync();
        }

        for (var i = 0; i < connections; i++)
        {
            var key = $"{Guid.NewGuid():N}";
            await using var insert = source.CreateCommand($"INSERT INTO {table} ({row.Columns}) VALUES ({row.Values})");
            insert.Parameters.Add(new NpgsqlParameter<string> { TypedValue = key });
            insert.Parameters.Add(new NpgsqlParameter<long> { TypedValue = 0 });
            insert.Parameters.Add(new NpgsqlParameter<string> { TypedValue = row.Data });
            await insert.ExecuteNonQueryAsync();
            opened.updates[i] = await Update(await source.OpenConnectionAsync(), table, key + "0", row.Data);
        }

        return opened;
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var update in updates)
        {
            await update.Connection!.DisposeAsync();
            await update.DisposeAsync();
        }

        await source.DisposeAsync();
    }

    private static async Task<NpgsqlCommand> Update(NpgsqlConnection connection, string table, string key, string data)
    {
        var update = new NpgsqlCommand(
            $"UPDATE {table} SET state = $2::jsonb, version = version + 1, modified_at = now() WHERE grain_key = $1", connection);
        update.Parameters.Add(new NpgsqlParameter<string> { TypedValue = key });
        update.Parameters.Add(new NpgsqlParameter<string> { TypedValue = data });
        await update.PrepareAsync();
        return update;
    }
}
