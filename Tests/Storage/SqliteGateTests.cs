using Dapper;
using Microsoft.Data.Sqlite;
using OrleansBackends.Silo.Common.Storage;

namespace OrleansBackends.Tests.Storage;

public sealed class SqliteGateTests : IAsyncLifetime
{
    private readonly TemporaryFolder folder = new();
    private SqliteDatabase database = null!;

    public async ValueTask InitializeAsync()
    {
        database = new SqliteDatabase(folder.Path, Durability.Full);
        await database.InstallSchemaAsync(CancellationToken.None);
    }

    public async ValueTask DisposeAsync()
    {
        await database.DisposeAsync();
        folder.Dispose();
    }

    [Fact]
    public async Task Thirty_two_writers_at_once_never_find_the_database_busy()
    {
        await Task.WhenAll(Enumerable.Range(0, 32).Select(writer => Task.Run(async () =>
        {
            for (var i = 1; i <= 20; i++)
            {
                await using var connection = await database.Writes.OpenConnectionAsync();
                await connection.ExecuteAsync("INSERT INTO journal VALUES ('tests', @writer, @i, '', '', '')", new { writer = $"{writer}", i });
            }
        })));

        await using var read = await database.Reads.OpenConnectionAsync();
        Assert.Equal(32 * 20, await read.QuerySingleAsync<int>("SELECT count(*) FROM journal"));
    }

    [Fact]
    public async Task A_query_does_not_wait_for_the_writer()
    {
        await using var writer = await database.Writes.OpenConnectionAsync();
        await using var transaction = await writer.BeginTransactionAsync();
        await writer.ExecuteAsync("INSERT INTO journal VALUES ('tests', 'mine', 1, '', '', '')", transaction: transaction);

        await using var reader = await database.Reads.OpenConnectionAsync();

        Assert.Equal(0, await reader.QuerySingleAsync<int>("SELECT count(*) FROM journal"));
    }

    [Fact]
    public async Task Queries_cannot_write()
    {
        await using var reader = await database.Reads.OpenConnectionAsync();

        await Assert.ThrowsAsync<SqliteException>(() => reader.ExecuteAsync("DELETE FROM journal"));
    }

    [Theory]
    [InlineData(Durability.Full, 2)]
    [InlineData(Durability.Normal, 1)]
    public async Task Writes_are_as_durable_as_configured(object durability, int pragma)
    {
        await using var other = new SqliteDatabase(folder.Path, (Durability)durability);
        await using var connection = await other.Writes.OpenConnectionAsync();

        Assert.Equal(pragma, await connection.QuerySingleAsync<int>("PRAGMA synchronous"));
        Assert.Equal("wal", await connection.QuerySingleAsync<string>("PRAGMA journal_mode"));
    }

    [Fact]
    public async Task A_connection_that_fails_or_closes_twice_gives_the_gate_back_once()
    {
        var connection = await database.Writes.OpenConnectionAsync();
        await connection.CloseAsync();
        await connection.DisposeAsync();

        await using var one = await database.Writes.OpenConnectionAsync();
        var waiting = database.Writes.OpenConnectionAsync().AsTask();
        Assert.False(waiting.IsCompleted);
        await one.CloseAsync();
        await (await waiting).DisposeAsync();
    }
}
