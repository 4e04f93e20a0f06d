using Microsoft.Extensions.DependencyInjection;
using OrleansBackends.Grains.Interfaces.Polls;

namespace OrleansBackends.Tests.Polls.SecretBallots;

/// <summary>Writes that fail, or whose answer is lost, at each step of storing secret ballots.</summary>
[Collection<ClusterCollection>]
public sealed class SecretCrashTests(ClusterFixture cluster)
{
    private const int Voters = 70;

    private readonly UserId owner = NewPolls.Somebody();

    private IGrainFactory Grains => cluster.Grains;

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_write_of_the_document_that_fails_anywhere_loses_and_doubles_nothing(bool afterWriting)
    {
        var poll = await SecretPoll.Open(cluster, owner);
        for (var voter = 0; voter < Voters; voter++)
        {
            // Every write in turn: those that acknowledge, and those that empty the lists when all are in the journal.
            cluster.FailWrites("polls.shard", poll.Document, afterWriting: afterWriting);
            await Assert.ThrowsAnyAsync<Exception>(() => poll.Vote(voter, 1));
            await poll.Vote(voter, 1);
        }

        await AssertFinal(poll);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task When_the_lists_cannot_be_emptied_the_next_activation_finds_them_in_the_journal(bool afterWriting)
    {
        var poll = await SecretPoll.Open(cluster, owner);
        await poll.Vote(0, 31);
        using (var held = cluster.HoldWrites("polls.shard", poll.Document))
        {
            var full = poll.Vote(31, 1);
            await TestTime.Soon(held.Arrived, "the write of the full list");
            cluster.FailWrites("polls.shard", poll.Document, afterWriting: afterWriting);
            held.Dispose();
            await Assert.ThrowsAnyAsync<Exception>(() => full);
        }

        await poll.Vote(31, 1);
        await poll.Vote(32, Voters - 32);
        await AssertFinal(poll);
    }

    [Theory]
    [InlineData("voted")]
    [InlineData("bag")]
    public async Task When_only_one_of_the_two_streams_was_written_the_other_is_made_up_for(string refused)
    {
        var poll = await SecretPoll.Open(cluster, owner);
        await poll.Vote(0, 31);
        await using (await RefusedRows.Of(cluster, $"polls-{refused}:{PollKey.IdOf(poll.Document)}"))
        {
            await Assert.ThrowsAnyAsync<Exception>(() => poll.Vote(31, 1));
        }

        await poll.Vote(31, 1);
        await poll.Vote(32, Voters - 32);
        await AssertFinal(poll);
    }

    [Theory]
    [InlineData(1, false)]
    [InlineData(1, true)]
    [InlineData(2, false)]
    [InlineData(2, true)]
    public async Task Closing_that_is_cut_off_goes_on_and_holds_nothing_back(int write, bool afterWriting)
    {
        var poll = await SecretPoll.Open(cluster, owner);
        await poll.Vote(0, Voters);
        if (write == 1)
        {
            cluster.FailWrites("polls.shard", poll.Document, afterWriting: afterWriting);
            await Assert.ThrowsAnyAsync<Exception>(() => poll.Shard.Close());
        }
        else
        {
            using var held = cluster.HoldWrites("polls.shard", poll.Document);
            var closing = poll.Shard.Close();
            await TestTime.Soon(held.Arrived, "the write that holds nothing back");
            cluster.FailWrites("polls.shard", poll.Document, afterWriting: afterWriting);
            held.Dispose();
            await Assert.ThrowsAnyAsync<Exception>(() => closing);
        }

        await AssertFinal(poll);
    }

    [Fact]
    public async Task In_no_row_is_a_voter_beside_a_ballot_or_a_time_beside_either()
    {
        var poll = await SecretPoll.Open(cluster, owner);
        for (var voter = 0; voter < Voters; voter++)
        {
            cluster.Time.Advance(TimeSpan.FromSeconds(1));
            await poll.Vote(voter, 1);
        }

        var open = await Rows(poll);
        await AssertFinal(poll);
        Assert.All([open, await Rows(poll)], rows =>
        {
            Assert.All(rows.Where(row => row.Kind is "voted" or "ballot"), row => Assert.Equal(poll.View.OpenedAt!.Value.ToText(), row.At));
            Assert.All(rows.Where(row => row.Kind == "voted"), row => Assert.DoesNotContain("choices", row.Data, StringComparison.Ordinal));
            Assert.All(rows.Where(row => row.Kind == "ballot"), row => Assert.DoesNotContain("voter", row.Data, StringComparison.Ordinal));
            Assert.All(rows.Where(row => row.Kind is not ("voted" or "ballot" or "document")), row => Assert.Equal("{}", row.Data));
        });
        Assert.Equal((Voters, Voters), ((await Rows(poll)).Count(row => row.Kind == "voted"), (await Rows(poll)).Count(row => row.Kind == "ballot")));
        var last = System.Text.Json.JsonDocument.Parse((await Rows(poll)).Single(row => row.Kind == "document").Data).RootElement.GetProperty("pending");
        Assert.Equal((0, 0, 0), (last.GetProperty("voters").GetArrayLength(), last.GetProperty("shown").GetArrayLength(), last.GetProperty("held").GetArrayLength()));
    }

    private QueryDatabase Database => cluster.Services.GetRequiredService<QueryDatabase>();

    private async Task<IReadOnlyList<Row>> Rows(SecretPoll poll) => await Database.Query<Row>(
        """
        SELECT kind AS Kind, at AS At, data AS Data FROM journal WHERE slice = 'polls' AND stream LIKE @streams
        UNION ALL SELECT 'document', '', state FROM grain_state WHERE state_name = 'polls.shard' AND grain_key = @document
        """,
        new { streams = $"polls-%:{poll.View.Id}%", document = poll.Document });

    private async Task AssertFinal(SecretPoll poll)
    {
        await Grains.Poll(poll.View.Id).Close(owner);
        var result = (await Grains.Poll(poll.View.Id).Results(null, null)).Require();
        Assert.Equal(Voters, result.Ballots);
        Assert.Equal(poll.Expected(), result.Tallies.Select(tally => tally.Count));
        Assert.Equal(Voters, (await Grains.Poll(poll.View.Id).Audit()).Require().TreeSize);
        Assert.Equal((Voters, Voters), ((await Rows(poll)).Count(row => row.Kind == "voted"), (await Rows(poll)).Count(row => row.Kind == "ballot")));
    }

    private sealed record Row
    {
        public string Kind { get; init; } = "";
        public string At { get; init; } = "";
        public string Data { get; init; } = "";
    }
}
