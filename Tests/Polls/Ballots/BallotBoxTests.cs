using OrleansBackends.Grains.Interfaces.Polls;
using OrleansBackends.Grains.Interfaces.Polls.Ballots;
using OrleansBackends.Grains.Interfaces.Polls.Results;

namespace OrleansBackends.Tests.Polls.Ballots;

[Collection<ClusterCollection>]
public sealed class BallotBoxTests(ClusterFixture cluster)
{
    private readonly UserId owner = NewPolls.Somebody();

    private IGrainFactory Grains => cluster.Grains;

    [Fact]
    public async Task A_ballot_is_cast_changed_repeated_and_withdrawn()
    {
        var poll = await Grains.MakePoll(owner, NewPolls.Choice());
        var voter = NewPolls.Voter(1);
        var first = (await Grains.Vote(poll, voter, NewPolls.For("o1"))).Require();
        Assert.Equal((1, true), (first.Version, first.First));
        var again = (await Grains.Vote(poll, voter, NewPolls.For("o1"))).Require();
        Assert.Equal((1, first.CastAt, false), (again.Version, again.CastAt, again.First));
        var changed = (await Grains.Vote(poll, voter, NewPolls.For("o3"))).Require();
        Assert.Equal((2, false), (changed.Version, changed.First));
        Assert.Equal(["o3"], (await Grains.Shard(poll, voter).Mine(voter)).Require().Ballot!.Choices);
        Assert.Equal([0, 0, 1], await Counts(poll));

        Assert.True((await Grains.Shard(poll, voter).Withdraw(voter)).IsOk);
        Assert.True((await Grains.Shard(poll, voter).Withdraw(voter)).IsOk);
        Assert.Equal(BallotErrors.NoBallot, (await Grains.Shard(poll, voter).Mine(voter)).Error);
        Assert.True(await Grains.Shard(poll, voter).HasVoted(voter));
        Assert.Equal([0, 0, 0], await Counts(poll));
    }

    [Fact]
    public async Task Ballots_survive_the_end_of_the_activation()
    {
        var poll = await Grains.MakePoll(owner, NewPolls.Choice());
        for (var i = 0; i < 10; i++)
        {
            await Grains.Vote(poll, NewPolls.Voter(i), NewPolls.For($"o{(i % 3) + 1}"));
        }

        await Grains.Vote(poll, NewPolls.Voter(0), NewPolls.For("o2"));
        await Grains.Shard(poll, NewPolls.Voter(3)).Withdraw(NewPolls.Voter(3));
        var before = (await Grains.Poll(poll.Id).Results(null, null)).Require();
        await cluster.DeactivateAsync(Grains.Shards(poll).Single());
        await cluster.DeactivateAsync(Grains.Poll(poll.Id));
        var after = (await Grains.Poll(poll.Id).Results(null, null)).Require();
        Assert.Equal([2, 4, 3], after.Tallies.Select(t => t.Count));
        Assert.Equal((before.Seq, before.Ballots), (after.Seq, after.Ballots));
        Assert.Equal(2, (await Grains.Vote(poll, NewPolls.Voter(0), NewPolls.For("o2"))).Require().Version);
    }

    [Fact]
    public async Task An_invalid_ballot_and_a_stale_version_change_nothing()
    {
        var poll = await Grains.MakePoll(owner, NewPolls.Choice());
        var voter = NewPolls.Voter(1);
        Assert.Equal("unknown-option", (await Grains.Vote(poll, voter, NewPolls.For("o9"))).Error?.Code);
        Assert.Equal(BallotErrors.WrongType, (await Grains.Vote(poll, voter, NewPolls.Ranking("o1"))).Error);
        Assert.Equal(Errors.Stale, (await Grains.Vote(poll, voter, NewPolls.For("o1"), version: 1)).Error);
        Assert.False(await Grains.Shard(poll, voter).HasVoted(voter));
        await Grains.Vote(poll, voter, NewPolls.For("o1"));
        Assert.Equal(Errors.Stale, (await Grains.Vote(poll, voter, NewPolls.For("o2"), version: 2)).Error);
        Assert.True((await Grains.Vote(poll, voter, NewPolls.For("o2"), version: 1)).IsOk);
    }

    [Fact]
    public async Task Where_changes_and_withdrawals_are_not_allowed_the_first_ballot_stays()
    {
        var poll = await Grains.MakePoll(owner, NewPolls.Choice() with { AllowChange = false, AllowWithdraw = false });
        var voter = NewPolls.Voter(1);
        await Grains.Vote(poll, voter, NewPolls.For("o1"));
        Assert.Equal(BallotErrors.AlreadyVoted, (await Grains.Vote(poll, voter, NewPolls.For("o2"))).Error);
        Assert.True((await Grains.Vote(poll, voter, NewPolls.For("o1"))).IsOk);
        Assert.Equal(BallotErrors.WithdrawalNotAllowed, (await Grains.Shard(poll, voter).Withdraw(voter)).Error);
        Assert.Equal([1, 0, 0], await Counts(poll));
    }

    [Fact]
    public async Task Fifty_concurrent_changes_and_withdrawals_of_one_voter_leave_at_most_one_ballot()
    {
        var poll = await Grains.MakePoll(owner, NewPolls.Choice());
        var voter = NewPolls.Voter(1);
        await Task.WhenAll(Enumerable.Range(0, 50).Select(i => i % 5 == 4
            ? Grains.Shard(poll, voter).Withdraw(voter)
            : (Task)Grains.Vote(poll, voter, NewPolls.For($"o{(i % 3) + 1}"))));
        var own = await Grains.Shard(poll, voter).Mine(voter);
        Assert.Equal(own.IsOk ? 1 : 0, (await Counts(poll)).Sum());
        await cluster.DeactivateAsync(Grains.Shards(poll).Single());
        var later = await Grains.Shard(poll, voter).Mine(voter);
        Assert.Equal((own.Value?.Version, own.Value?.Ballot!.Choices?.Single()), (later.Value?.Version, later.Value?.Ballot!.Choices?.Single()));
    }

    [Fact]
    public async Task Of_a_thousand_voters_a_hundred_get_in_where_that_is_the_cap()
    {
        var poll = await Grains.MakePoll(owner, NewPolls.Choice() with { MaxVoters = 100 });
        var answers = await Task.WhenAll(Enumerable.Range(0, 1_000).Select(i => Grains.Vote(poll, NewPolls.Voter(i), NewPolls.For("o1"))));
        Assert.Equal(100, answers.Count(a => a.IsOk));
        Assert.Equal(900, answers.Count(a => a.Error == BallotErrors.PollFull));
        Assert.Equal([100, 0, 0], await Counts(poll));
    }

    [Fact]
    public async Task A_change_takes_the_new_place_and_frees_the_old_one_or_neither()
    {
        var poll = await Grains.MakePoll(owner, NewPolls.Choice() with
        {
            Max = 2,
            Options = [new PollOption("Monday", Capacity: 1), new PollOption("Tuesday", Capacity: 1), new PollOption("Wednesday")],
        });
        await Grains.Vote(poll, NewPolls.Voter(1), NewPolls.For("o1"));
        await Grains.Vote(poll, NewPolls.Voter(2), NewPolls.For("o2"));
        var full = (await Grains.Vote(poll, NewPolls.Voter(2), NewPolls.For("o1", "o3"))).Error!;
        Assert.Equal("option-full", full.Code);
        Assert.Equal(["o1"], full.Reasons!);
        Assert.Equal([1, 1, 0], await Counts(poll));
        Assert.True((await Grains.Vote(poll, NewPolls.Voter(1), NewPolls.For("o3"))).IsOk);
        Assert.True((await Grains.Vote(poll, NewPolls.Voter(2), NewPolls.For("o1", "o3"))).IsOk);
        Assert.True((await Grains.Vote(poll, NewPolls.Voter(3), NewPolls.For("o2"))).IsOk);
        Assert.Equal([1, 1, 2], await Counts(poll));
    }

    [Fact]
    public async Task Places_are_never_given_twice_however_many_change_at_once()
    {
        var poll = await Grains.MakePoll(owner, NewPolls.Choice() with { Options = [new PollOption("a", Capacity: 10), new PollOption("b", Capacity: 10), new PollOption("c")] });
        await Task.WhenAll(Enumerable.Range(0, 300).Select(i => Grains.Vote(poll, NewPolls.Voter(i % 100), NewPolls.For($"o{(i / 100 + i) % 3 + 1}"))));
        var counts = await Counts(poll);
        Assert.InRange(counts[0], 0, 10);
        Assert.InRange(counts[1], 0, 10);
        Assert.InRange(counts.Sum(), 1, 100);
    }

    [Fact]
    public async Task Ballots_are_taken_until_the_end_and_not_a_moment_longer()
    {
        var poll = await Grains.MakePoll(owner, NewPolls.Choice() with { ClosesAt = cluster.Time.Now + TimeSpan.FromMinutes(5) });
        cluster.Time.Advance(poll.ClosesAt!.Value - cluster.Time.Now - TimeSpan.FromMilliseconds(1));
        Assert.True((await Grains.Vote(poll, NewPolls.Voter(1), NewPolls.For("o1"))).IsOk);
        cluster.Time.Advance(TimeSpan.FromMilliseconds(1));
        Assert.Equal(BallotErrors.Closed, (await Grains.Vote(poll, NewPolls.Voter(2), NewPolls.For("o1"))).Error);
        Assert.Equal(BallotErrors.Closed, (await Grains.Shard(poll, NewPolls.Voter(1)).Withdraw(NewPolls.Voter(1))).Error);
        Assert.Equal(1, (await Grains.Poll(poll.Id).Results(null, null)).Require().Ballots);
    }

    [Fact]
    public async Task A_thousand_voters_twice_each_over_four_shards_count_once_each()
    {
        var poll = await Grains.MakePoll(owner, NewPolls.Choice() with { ExpectedVoters = 100_000 });
        Assert.Equal(4, poll.Shards);
        for (var round = 0; round < 2; round++)
        {
            var by = Enumerable.Range(0, 1_000).Select(NewPolls.Voter).GroupBy(voter => PollKey.ShardOf(voter.Identity, 4));
            await Task.WhenAll(by.Select(shard => Grains.Shard(poll, shard.First()).CastBatch([.. shard.Select(voter => new CastBallot(voter, NewPolls.For($"o{round + 1}")))])));
        }

        Assert.Equal([0, 1_000, 0], await Counts(poll));
        var used = await Task.WhenAll(Grains.Shards(poll).Select(shard => shard.Collect(0, rankings: false)));
        Assert.All(used, shard => Assert.InRange(shard.Sums.Ballots, 100, 400));
    }

    [Fact]
    public async Task Different_rankings_come_in_pages_and_what_changed_later_comes_again()
    {
        var poll = await Grains.MakePoll(owner, NewPolls.Ranked(4, PollMethod.Irv));
        var shard = Grains.Shards(poll).Single();
        await Grains.Vote(poll, NewPolls.Voter(1), NewPolls.Ranking("o1", "o2"));
        await Grains.Vote(poll, NewPolls.Voter(2), NewPolls.Ranking("o1", "o2"));
        var first = await shard.Collect(0, rankings: true);
        Assert.Equal([new BallotCount("""{"ranking":[["o1"],["o2"]]}""", 2)], first.Changed);
        Assert.Equal(first.Seq, first.ChangedTo);
        await Grains.Vote(poll, NewPolls.Voter(2), NewPolls.Ranking("o4"));
        var second = await shard.Collect(first.Seq, rankings: true);
        Assert.Equal(
            [new BallotCount("""{"ranking":[["o1"],["o2"]]}""", 1), new BallotCount("""{"ranking":[["o4"]]}""", 1)],
            second.Changed.OrderBy(ballot => ballot.Text, StringComparer.Ordinal));
        Assert.Equal(second.Changed.Order(Comparer<BallotCount>.Create((a, b) => string.CompareOrdinal(a.Text, b.Text))), await shard.Page("", 10));
        Assert.Equal("""{"ranking":[["o4"]]}""", Assert.Single(await shard.Page("""{"ranking":[["o1"],["o2"]]}""", 10)).Text);
    }

    private async Task<IReadOnlyList<long>> Counts(PollView poll)
    {
        var parts = await Task.WhenAll(Grains.Shards(poll).Select(shard => shard.Collect(0, rankings: false)));
        return [.. Enumerable.Range(0, poll.Definition.Options.Count).Select(option => parts.Sum(part => Counted(part, option)))];
    }

    private static long Counted(ShardTally part, int option) => part.Sums.Counts[option];
}
