using Npgsql;

namespace OrleansBackends.Tests.Accounts.Kill;

/// <summary>What lies in the database, whoever runs.</summary>
internal sealed class Rows(string connectionString) : IAsyncDisposable
{
    private readonly NpgsqlDataSource source = NpgsqlDataSource.Create(connectionString);

    public async Task ExecuteAsync(string sql, params object[] values)
    {
        await using var command = Command(sql, values);
        await command.ExecuteNonQueryAsync();
    }

    public async Task<IReadOnlyList<T>> ReadAsync<T>(string sql, params object[] values)
    {
        await using var command = Command(sql, values);
        await using var reader = await command.ExecuteReaderAsync();
        var rows = new List<T>();
        while (await reader.ReadAsync())
        {
            rows.Add(await reader.GetFieldValueAsync<T>(0));
        }

        return rows;
    }

    public Task<IReadOnlyList<string>> DocumentsAsync(string grainKey) =>
        ReadAsync<string>("SELECT state::text FROM grain_state WHERE grain_key = $1 AND state IS NOT NULL", grainKey);

    /// <summary>Every row of every table, as text.</summary>
    public async Task<string> AllAsync()
    {
        var rows = new List<string>();
        foreach (var table in await ReadAsync<string>("SELECT quote_ident(tablename) FROM pg_tables WHERE schemaname = 'public' AND tablename !~ '^(grain_state|journal)_'"))
        {
            rows.AddRange(await ReadAsync<string>($"SELECT whole::text FROM {table} AS whole"));
        }

        return string.Join('\n', rows);
    }

    public ValueTask DisposeAsync() => source.DisposeAsync();

    private NpgsqlCommand Command(string sql, object[] values)
    {
        var command = source.CreateCommand(sql);
        foreach (var value in values)
        {
            command.Parameters.Add(new NpgsqlParameter { Value = value });
        }

        return command;
    }
}
