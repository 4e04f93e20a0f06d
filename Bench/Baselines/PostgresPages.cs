using Npgsql;
using NpgsqlTypes;
using OrleansBackends.Bench.Load;

namespace OrleansBackends.Bench.Baselines;

/// <summary>Pages of one stream backwards by its primary key, over a fixed number of open connections with a prepared statement.</summary>
internal sealed class PostgresPages : IAsyncDisposable
{
    private readonly NpgsqlDataSource source;
    private readonly NpgsqlCommand[] pages;

    private PostgresPages(NpgsqlDataSource source, int connections)
    {
        this.source = source;
        pages = new NpgsqlCommand[connections];
    }

    public static async Task<PostgresPages> Open(string connectionString, int connections, StreamName stream, int size)
    {
        var source = NpgsqlDataSource.Create($"{connectionString};Maximum Pool Size={connections}");
        var opened = new PostgresPages(source, connections);
        for (var i = 0; i < connections; i++)
        {
            var page = new NpgsqlCommand(
                "SELECT seq, data::text FROM journal WHERE slice = $1 AND stream = $2 AND seq < $3 ORDER BY seq DESC LIMIT $4", await source.OpenConnectionAsync());
            page.Parameters.Add(new NpgsqlParameter<string> { TypedValue = stream.Slice });
            page.Parameters.Add(new NpgsqlParameter<string> { TypedValue = stream.ToString() });
            page.Parameters.Add(new NpgsqlParameter<long> { TypedValue = 0, NpgsqlDbType = NpgsqlDbType.Bigint });
            page.Parameters.Add(new NpgsqlParameter<int> { TypedValue = size });
            await page.PrepareAsync();
            opened.pages[i] = page;
        }

        return opened;
    }

    /// <param name="before">Where the next page ends.</param>
    public Side Side(Func<long> before) => Load.Side.Closed($"bare query, {pages.Length} connections", pages.Length, async connection =>
    {
        var page = pages[connection];
        ((NpgsqlParameter<long>)page.Parameters[2]).TypedValue = before();
        await using var rows = await page.ExecuteReaderAsync();
        while (await rows.ReadAsync())
        {
            _ = (rows.GetInt64(0), rows.GetString(1));
        }
    });

    public async ValueTask DisposeAsync()
    {
        foreach (var page in pages)
        {
            await page.Connection!.DisposeAsync();
            await page.DisposeAsync();
        }

        await source.DisposeAsync();
    }
}
