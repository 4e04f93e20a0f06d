using System.Net;
using Microsoft.Extensions.DependencyInjection;
using OrleansBackends.Silo.Common.Storage;

namespace OrleansBackends.Tests.Polls.Web;

/// <summary>An application of its own, whose journal is away for a while.</summary>
public sealed class UnreachableShardTests : IAsyncLifetime
{
    private readonly AppFixture app = new();

    public ValueTask InitializeAsync() => app.InitializeAsync();

    public ValueTask DisposeAsync() => app.DisposeAsync();

    [Fact]
    public async Task While_a_shard_cannot_be_reached_its_voters_are_told_to_come_back_and_the_last_count_is_shown()
    {
        var poll = await app.CreateClient(NewPolls.Somebody()).OpenPoll();
        using (var first = await app.NewVoter().Choose(poll, "o1"))
        {
            Assert.Equal(HttpStatusCode.Created, first.StatusCode);
        }

        Assert.False((await app.CreateClient().Results(poll)).TryGetProperty("stale", out _));
        var voter = app.NewVoter();
        await RunAsync("ALTER TABLE journal RENAME TO journal_away");
        await Problem.Read(await voter.Choose(poll, "o2"), 503, "unavailable");
        await TestTime.Eventually(
            async () => (await app.CreateClient().Results(poll)) is var last && last.GetProperty("ballots").GetInt32() == 1 && last.TryGetProperty("stale", out var stale) && stale.GetBoolean(),
            "the last count is shown as stale");
        await Problem.Read(await voter.Choose(poll, "o2"), 503, "unavailable");

        await RunAsync("ALTER TABLE journal_away RENAME TO journal");
        await TestTime.Eventually(
            async () =>
            {
                using var again = await voter.Choose(poll, "o2");
                return again.StatusCode == HttpStatusCode.Created;
            },
            "the ballot is taken");
        await TestTime.Eventually(async () => (await app.CreateClient().Results(poll)).GetProperty("ballots").GetInt32() == 2, "both are counted");
    }

    private async Task RunAsync(string sql)
    {
        await using var connection = await app.Services.GetRequiredService<Database>().Writes.OpenConnectionAsync();
        await using var command = connection.CreateCommand();
        command.CommandText = sql;
        await command.ExecuteNonQueryAsync();
    }
}
