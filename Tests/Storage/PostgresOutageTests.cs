using System.Data.Common;
using System.Diagnostics;
using Dapper;
using OrleansBackends.Silo.Common.Storage;

namespace OrleansBackends.Tests.Storage;

public sealed class PostgresOutageTests
{
    [Fact]
    public async Task Without_its_server_a_statement_fails_soon_and_the_first_one_after_the_restart_succeeds()
    {
        if (PostgresServer.FindObstacle() is { } obstacle)
        {
            Assert.Skip(obstacle);
        }

        await using var server = await PostgresServer.StartNewAsync();
        await using var database = new PostgresDatabase(server.ConnectionString);
        await database.InstallSchemaAsync(CancellationToken.None);
        await Insert(database, 1);
        await server.StopAsync();

        var started = Stopwatch.GetTimestamp();
        await Assert.ThrowsAnyAsync<DbException>(() => Insert(database, 2));
        Assert.False(await database.AnswersAsync(TimeSpan.FromSeconds(2)));
        Assert.InRange(Stopwatch.GetElapsedTime(started), TimeSpan.Zero, TestTime.Deadline);

        await server.StartAsync();
        await Insert(database, 3);
        Assert.True(await database.AnswersAsync(TestTime.Deadline));
        await using var connection = await database.Reads.OpenConnectionAsync();
        Assert.Equal([1, 3], await connection.QueryAsync<int>("SELECT seq FROM journal ORDER BY seq"));
    }

    private static async Task Insert(PostgresDatabase database, int seq)
    {
        await using var connection = await database.Writes.OpenConnectionAsync();
        await connection.ExecuteAsync("INSERT INTO journal VALUES ('tests', 'outage', @seq, now(), 'k', '{}')", new { seq });
    }
}
