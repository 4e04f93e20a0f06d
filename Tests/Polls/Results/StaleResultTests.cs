using OrleansBackends.Grains.Interfaces.Polls;
using OrleansBackends.Grains.Interfaces.Polls.Ballots;

namespace OrleansBackends.Tests.Polls.Results;

[Collection<ClusterCollection>]
public sealed class StaleResultTests(ClusterFixture cluster)
{
    private readonly UserId owner = NewPolls.Somebody();

    private IGrainFactory Grains => cluster.Grains;

    [Fact]
    public async Task While_a_shard_cannot_be_reached_the_last_count_is_shown_as_stale_and_its_ballots_fail()
    {
        var poll = await Grains.MakePoll(owner, NewPolls.Choice());
        await Grains.Vote(poll, NewPolls.Voter(1), NewPolls.For("o1"));
        Assert.Null((await Grains.Poll(poll.Id).Results(null, null)).Require().Stale);
        await cluster.DeactivateAsync(Grains.Shards(poll).Single());
        using (cluster.RefuseReads("polls.shard", PollKey.Shard(poll.Id, 0)))
        {
            cluster.Time.Advance(TimeSpan.FromMilliseconds(250));
            var last = (await Grains.Poll(poll.Id).Results(null, null)).Require();
            Assert.Equal((true, 1L), (last.Stale, last.Ballots));
            await Assert.ThrowsAnyAsync<Exception>(() => Grains.Vote(poll, NewPolls.Voter(2), NewPolls.For("o2")));
        }

        await Grains.Vote(poll, NewPolls.Voter(2), NewPolls.For("o2"));
        cluster.Time.Advance(TimeSpan.FromMilliseconds(250));
        var now = (await Grains.Poll(poll.Id).Results(null, null)).Require();
        Assert.Equal((null, 2L), (now.Stale, now.Ballots));
    }

    /// <summary>Each voter of nine candidates has a ranking of his own.</summary>
    [Fact]
    public async Task Among_too_many_rankings_only_counts_that_move_papers_pause_and_the_final_one_does_not()
    {
        var poll = await Grains.MakePoll(owner, NewPolls.Ranked(9, PollMethod.Irv));
        await Fill(poll, 0, 10);
        Assert.Null((await Grains.Poll(poll.Id).Results(null, null)).Require().LivePaused);
        await Fill(poll, 10, SiloUnderTest.LiveRankings + 1);
        cluster.Time.Advance(TimeSpan.FromSeconds(1));
        await Grains.Poll(poll.Id).Results(null, null);
        var paused = (await Grains.Poll(poll.Id).Results(null, null)).Require();
        Assert.True(paused.LivePaused);
        foreach (var method in new[] { PollMethod.Borda, PollMethod.Plurality, PollMethod.Schulze })
        {
            var live = (await Grains.Poll(poll.Id).Results(method, null)).Require();
            Assert.Equal((null, SiloUnderTest.LiveRankings + 1L), (live.LivePaused, live.Ballots));
        }

        await Grains.Poll(poll.Id).Close(owner);
        var final = (await Grains.Poll(poll.Id).Results(null, null)).Require();
        Assert.Equal((true, null, SiloUnderTest.LiveRankings + 1L), (final.Final, final.LivePaused, final.Ballots));
        Assert.NotEmpty(final.Rounds!);
    }

    [Fact]
    public async Task The_same_rankings_in_several_shards_are_not_more_rankings()
    {
        const int Different = SiloUnderTest.LiveRankings / 2;
        const int Voters = 6 * Different;
        var poll = await Grains.MakePoll(owner, NewPolls.Ranked(9, PollMethod.Irv) with { ExpectedVoters = 200_000 });
        foreach (var shard in Enumerable.Range(0, Voters).Select(NewPolls.Voter).GroupBy(voter => PollKey.ShardOf(voter.Identity, poll.Shards)))
        {
            var ballots = shard.Select((voter, i) => new CastBallot(voter, NewPolls.Ranking(OrderOf(i % Different))));
            Assert.All(await Grains.Shard(poll, shard.First()).CastBatch([.. ballots]), answer => Assert.True(answer.IsOk));
        }

        var live = (await Grains.Poll(poll.Id).Results(null, null)).Require();
        Assert.Equal((null, (long)Voters), (live.LivePaused, live.Ballots));
        Assert.Equal(Voters, live.Rounds![0].Votes.Sum());
    }

    private async Task Fill(PollView poll, int from, int to)
    {
        foreach (var voters in Enumerable.Range(from, to - from).Chunk(5_000))
        {
            var answers = await Grains.Shards(poll).Single().CastBatch([.. voters.Select(voter => new CastBallot(NewPolls.Voter(voter), NewPolls.Ranking(OrderOf(voter))))]);
            Assert.All(answers, answer => Assert.True(answer.IsOk));
        }
    }

    /// <summary>The permutation with this number.</summary>
    private static string[] OrderOf(int number)
    {
        var left = Enumerable.Range(1, 9).ToList();
        return [.. Enumerable.Range(1, 9).Reverse().Select(size =>
        {
            var option = left[number % size];
            left.RemoveAt(number % size);
            number /= size;
            return $"o{option}";
        })];
    }
}
