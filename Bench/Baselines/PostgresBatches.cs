using Npgsql;
using OrleansBackends.Bench.Load;

namespace OrleansBackends.Bench.Baselines;

/// <summary>The same rows so many at a time: one statement and one transaction for each batch, over one open connection. Counted are rows.</summary>
internal sealed class PostgresBatches : IAsyncDisposable
{
    private readonly NpgsqlDataSource source;
    private readonly NpgsqlCommand insert;
    private readonly long[] numbers;

    private PostgresBatches(NpgsqlDataSource source, NpgsqlCommand insert, int rows)
    {
        this.source = source;
        this.insert = insert;
        numbers = new long[rows];
    }

    public static async Task<PostgresBatches> Open(string connectionString, int rows, BareRow row)
    {
        var source = NpgsqlDataSource.Create(connectionString);
        var table = $"bench_{Guid.NewGuid():N}";
        await using (var create = source.CreateCommand($"CREATE TABLE {table} (LIKE {row.Like} INCLUDING ALL)"))
        {
            await create.ExecuteNonQueryAsync();
        }

        var values = row.Values.Replace("$2", "number", StringComparison.Ordinal).Replace("$3", "data", StringComparison.Ordinal);
        var insert = new NpgsqlCommand(
            $"INSERT INTO {table} ({row.Columns}) SELECT {values} FROM unnest($2::bigint[], $3::text[]) AS batch(number, data)", await source.OpenConnectionAsync());
        var opened = new PostgresBatches(source, insert, rows);
        insert.Parameters.Add(new NpgsqlParameter<string> { TypedValue = $"{Guid.NewGuid():N}" });
        insert.Parameters.Add(new NpgsqlParameter<long[]> { TypedValue = opened.numbers });
        insert.Parameters.Add(new NpgsqlParameter<string[]> { TypedValue = [.. Enumerable.Repeat(row.Data, rows)] });
        await insert.PrepareAsync();
        return opened;
    }

    public Side Side => new($"bare INSERT of {numbers.Length} rows at a time", async time =>
    {
        var batches = await ClosedLoop.Run(1, time, _ => Insert());
        return batches with { Calls = batches.Calls * numbers.Length };
    });

    public async ValueTask DisposeAsync()
    {
        await insert.Connection!.DisposeAsync();
        await insert.DisposeAsync();
        await source.DisposeAsync();
    }

    private async ValueTask Insert()
    {
        var next = numbers[^1] + 1;
        for (var i = 0; i < numbers.Length; i++)
        {
            numbers[i] = next + i;
        }

        await insert.ExecuteNonQueryAsync();
    }
}
