using System.Text.Json;
using OrleansBackends.Grains.Interfaces.Polls;
using OrleansBackends.Grains.Interfaces.Polls.Ballots;
using OrleansBackends.Grains.Interfaces.Polls.Lists;
using OrleansBackends.Grains.Interfaces.Polls.Results;
using OrleansBackends.Tests.Polls.Proofs;

namespace OrleansBackends.Tests.Polls;

[Collection<ClusterCollection>]
public sealed class ClosingTests(ClusterFixture cluster)
{
    private readonly UserId owner = NewPolls.Somebody();
    private readonly List<string> receipts = [];

    private IGrainFactory Grains => cluster.Grains;

    [Fact]
    public async Task A_poll_is_closed_counted_and_stays_so()
    {
        var poll = await Voted(NewPolls.Choice());
        var closed = (await Grains.Poll(poll.Id).Close(owner)).Require();
        Assert.Equal(PollStatus.Closed, closed.State);
        await AssertFinal(poll);
        Assert.Equal(closed.Version, (await Grains.Poll(poll.Id).Close(owner)).Require().Version);
        Assert.Equal(PollErrors.WrongState, (await Grains.Poll(poll.Id).Open(owner)).Error);
        Assert.Equal(BallotErrors.Closed, (await Grains.Vote(poll, NewPolls.Voter(9), NewPolls.For("o1"))).Error);
    }

    [Fact]
    public async Task A_draft_cannot_be_closed()
    {
        var poll = await Grains.MakePoll(owner, NewPolls.Choice(), open: false);
        Assert.Equal(PollErrors.WrongState, (await Grains.Poll(poll.Id).Close(owner)).Error);
        Assert.Equal(PollErrors.NotClosed, (await Grains.Poll(poll.Id).Audit()).Error);
    }

    [Fact]
    public async Task A_poll_closes_by_itself_at_its_time()
    {
        var poll = await Voted(NewPolls.Choice() with { ClosesAt = cluster.Time.Now + TimeSpan.FromMinutes(20) });
        await cluster.FireReminder(Grains.Poll(poll.Id), poll.ClosesAt!.Value);
        Assert.Equal(PollStatus.Closed, (await Grains.Poll(poll.Id).Get(null)).Require().State);
        await AssertFinal(poll);
    }

    [Fact]
    public async Task Who_asks_for_the_results_of_an_overdue_poll_closes_it()
    {
        var poll = await Voted(NewPolls.Choice() with { ClosesAt = cluster.Time.Now + TimeSpan.FromMinutes(2) });
        cluster.Time.Advance(TimeSpan.FromMinutes(2));
        Assert.True((await Grains.Poll(poll.Id).Results(null, null)).Require().Final);
    }

    /// <summary>The writes of closing in turn: 1 that it closes, 2 the result; each lost before and after it is durable.</summary>
    [Theory]
    [InlineData(1, false)]
    [InlineData(1, true)]
    [InlineData(2, false)]
    [InlineData(2, true)]
    public async Task Closing_that_is_cut_off_at_any_write_goes_on_from_there(int write, bool afterWriting)
    {
        var poll = await Voted(NewPolls.Choice());
        var key = PollKey.Poll(poll.Id);
        if (write == 1)
        {
            cluster.FailWrites("polls.poll", key, afterWriting: afterWriting);
            await Assert.ThrowsAnyAsync<Exception>(() => Grains.Poll(poll.Id).Close(owner));
        }
        else
        {
            using (var held = cluster.HoldWrites("polls.poll", key))
            {
                var closing = Grains.Poll(poll.Id).Close(owner);
                await TestTime.Soon(held.Arrived, "the write that the poll closes");
                cluster.FailWrites("polls.poll", key, afterWriting: afterWriting);
                held.Dispose();
                await closing.ContinueWith(_ => { }, TaskScheduler.Default);
            }
        }

        await Grains.Poll(poll.Id).Close(owner);
        await AssertFinal(poll);
    }

    [Fact]
    public async Task Closing_goes_on_by_its_reminder_when_a_shard_was_lost_midway()
    {
        var poll = await Voted(NewPolls.Choice() with { ExpectedVoters = 100_000 });
        var lost = PollKey.Shard(poll.Id, 2);
        await cluster.DeactivateAsync(Grains.GetGrain<IShardGrain>(lost));
        using (cluster.RefuseReads("polls.shard", lost))
        {
            var closing = (await Grains.Poll(poll.Id).Close(owner)).Require();
            Assert.Equal(PollStatus.Closing, closing.State);
            Assert.Equal(BallotErrors.Closed, (await Grains.Vote(poll, OnShard(poll, 0), NewPolls.For("o1"))).Error);
        }

        await cluster.FireReminder(Grains.Poll(poll.Id), cluster.Time.Now, TimeSpan.FromMinutes(1));
        await AssertFinal(poll);
    }

    [Fact]
    public async Task A_shard_that_is_closed_stays_closed_after_its_activation_ends()
    {
        var poll = await Voted(NewPolls.Choice());
        var shard = Grains.Shards(poll).Single();
        await shard.Close();
        await shard.Close();
        await cluster.DeactivateAsync(shard);
        Assert.Equal(BallotErrors.Closed, (await Grains.Vote(poll, NewPolls.Voter(9), NewPolls.For("o1"))).Error);
    }

    [Fact]
    public async Task A_tie_waits_for_the_owner_where_that_is_the_rule()
    {
        var poll = await Grains.MakePoll(owner, NewPolls.Choice() with { Ties = TieRule.Owner });
        await Grains.Vote(poll, NewPolls.Voter(1), NewPolls.For("o1"));
        await Grains.Vote(poll, NewPolls.Voter(2), NewPolls.For("o3"));
        Assert.Equal(PollErrors.NoTie, (await Grains.Poll(poll.Id).CastingVote(owner, ["o3", "o1"])).Error);
        Assert.True((await Grains.Poll(poll.Id).Close(owner)).Require().AwaitingCastingVote);
        Assert.Equal(PollErrors.CastingVoteIncomplete, (await Grains.Poll(poll.Id).CastingVote(owner, ["o3"])).Error);
        Assert.False((await Grains.Poll(poll.Id).CastingVote(owner, ["o3", "o1"])).Require().AwaitingCastingVote);
        var result = (await Grains.Poll(poll.Id).Results(null, null)).Require();
        Assert.Equal(["o3"], result.Winners);
        Assert.Equal("o3", result.Ties!.Outcome!.Decided);
        Assert.Equal(PollErrors.NoTie, (await Grains.Poll(poll.Id).CastingVote(owner, ["o1", "o3"])).Error);
    }

    [Fact]
    public async Task A_tie_is_shown_or_decided_by_list_or_lot_as_declared()
    {
        Assert.Equal(["o1", "o3"], (await Tied(TieRule.Show)).Winners);
        Assert.Equal(["o1"], (await Tied(TieRule.FirstListed)).Winners);
        var drawn = await Tied(TieRule.Seed);
        Assert.Equal(drawn.Winners.Single(), drawn.Ties!.Outcome!.Decided);
    }

    private async Task<PollResult> Tied(TieRule ties)
    {
        var poll = await Grains.MakePoll(owner, NewPolls.Choice() with { Ties = ties });
        await Grains.Vote(poll, NewPolls.Voter(1), NewPolls.For("o1"));
        await Grains.Vote(poll, NewPolls.Voter(2), NewPolls.For("o3"));
        await Grains.Poll(poll.Id).Close(owner);
        return (await Grains.Poll(poll.Id).Results(null, null)).Require();
    }

    private async Task<PollView> Voted(PollDefinition definition)
    {
        var poll = await Grains.MakePoll(owner, definition);
        for (var i = 0; i < 6; i++)
        {
            receipts.Add((await Grains.Vote(poll, NewPolls.Voter(i), NewPolls.For(i < 4 ? "o2" : "o1"))).Require().Receipt);
        }

        return poll;
    }

    private static Voter OnShard(PollView poll, int shard) =>
        Enumerable.Range(100, 1_000).Select(NewPolls.Voter).First(voter => PollKey.ShardOf(voter.Identity, poll.Shards) == shard);

    private async Task AssertFinal(PollView poll)
    {
        var result = (await Grains.Poll(poll.Id).Results(null, null)).Require();
        Assert.True(result.Final);
        Assert.Equal((PollStatus.Closed, 6L), (result.State, result.Ballots));
        Assert.Equal([2, 4, 0], result.Tallies.Select(tally => tally.Count));
        Assert.Equal(["o2"], result.Winners);
        var audit = (await Grains.Poll(poll.Id).Audit()).Require();
        Assert.Equal(audit.SeedHash, Convert.ToHexStringLower(System.Security.Cryptography.SHA256.HashData(Convert.FromHexString(audit.Seed))));
        foreach (var receipt in receipts)
        {
            var proof = (await Grains.GetGrain<IPollQueries>(0).Prove(poll.Id, receipt)).Require();
            Assert.True(ReceiptVerifier.Holds(JsonSerializer.SerializeToElement(proof, WireJson.Options), receipt, proof.Ballot, audit.Root));
        }
    }
}
