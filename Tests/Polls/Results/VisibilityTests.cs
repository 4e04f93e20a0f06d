using OrleansBackends.Grains.Interfaces.Polls;
using OrleansBackends.Grains.Interfaces.Polls.Ballots;

namespace OrleansBackends.Tests.Polls.Results;

[Collection<ClusterCollection>]
public sealed class VisibilityTests(ClusterFixture cluster)
{
    private readonly UserId owner = NewPolls.Somebody();

    private IGrainFactory Grains => cluster.Grains;

    [Fact]
    public async Task Results_after_the_vote_are_for_those_who_have_voted_and_stay_so_after_a_withdrawal()
    {
        var poll = await Grains.MakePoll(owner, NewPolls.Choice() with { Visibility = ResultVisibility.AfterVote });
        var (voter, other) = (NewPolls.Voter(1), NewPolls.Voter(2));
        await Grains.Vote(poll, voter, NewPolls.For("o1"));
        Assert.Equal(PollErrors.HiddenUntilVote, (await Grains.Poll(poll.Id).Results(null, null)).Error);
        Assert.Equal(PollErrors.HiddenUntilVote, (await Grains.Poll(poll.Id).Results(null, other)).Error);
        Assert.Equal(PollErrors.HiddenUntilVote, (await Grains.Poll(poll.Id).Results(null, Voter.Of(owner))).Error);
        Assert.Equal(1, (await Grains.Poll(poll.Id).Results(null, voter)).Require().Ballots);
        await Grains.Shard(poll, voter).Withdraw(voter);
        cluster.Time.Advance(TimeSpan.FromMilliseconds(250)); // A count may be so old.
        Assert.Equal(0, (await Grains.Poll(poll.Id).Results(null, voter)).Require().Ballots);
        await Grains.Poll(poll.Id).Close(owner);
        Assert.True((await Grains.Poll(poll.Id).Results(null, null)).IsOk);
    }

    [Fact]
    public async Task Results_after_the_close_are_for_nobody_before()
    {
        var poll = await Grains.MakePoll(owner, NewPolls.Choice() with { Visibility = ResultVisibility.AfterClose });
        await Grains.Vote(poll, NewPolls.Voter(1), NewPolls.For("o1"));
        Assert.Equal(PollErrors.HiddenUntilClose, (await Grains.Poll(poll.Id).Results(null, NewPolls.Voter(1))).Error);
        await Grains.Poll(poll.Id).Close(owner);
        Assert.Equal(1, (await Grains.Poll(poll.Id).Results(null, null)).Require().Ballots);
    }

    [Fact]
    public async Task The_same_ballots_are_counted_by_every_method_that_fits()
    {
        var poll = await Grains.MakePoll(owner, NewPolls.Ranked(4, PollMethod.Schulze));
        var number = 0;
        foreach (var (voters, ranking) in new[] { (42, "o1o2o3o4"), (26, "o2o3o4o1"), (15, "o3o4o2o1"), (17, "o4o3o2o1") })
        {
            var ballot = NewPolls.Ranking([.. ranking.Chunk(2).Select(id => new string(id))]);
            await Task.WhenAll(Enumerable.Range(0, voters).Select(_ => Grains.Vote(poll, NewPolls.Voter(Interlocked.Increment(ref number)), ballot)));
        }

        foreach (var open in new[] { true, false })
        {
            Assert.Equal("o1", await Winner(poll, PollMethod.Plurality));
            Assert.Equal("o4", await Winner(poll, PollMethod.Irv));
            Assert.Equal("o2", await Winner(poll, PollMethod.Borda));
            Assert.Equal("o2", await Winner(poll, PollMethod.Condorcet));
            Assert.Equal("o2", await Winner(poll, PollMethod.RankedPairs));
            Assert.Equal("o2", await Winner(poll, null));
            Assert.Equal(PollErrors.MethodDoesNotFit, (await Grains.Poll(poll.Id).Results(PollMethod.Approval, null)).Error);
            var borda = (await Grains.Poll(poll.Id).Results(PollMethod.Borda, null)).Require();
            Assert.Equal([126m, 194m, 173m, 107m], borda.Tallies.Select(tally => tally.Points!.Value));
            if (open)
            {
                await Grains.Poll(poll.Id).Close(owner);
                await cluster.DeactivateAsync(Grains.Poll(poll.Id));
            }
        }
    }

    private async Task<string> Winner(PollView poll, PollMethod? method) => (await Grains.Poll(poll.Id).Results(method, null)).Require().Winners.Single();
}
