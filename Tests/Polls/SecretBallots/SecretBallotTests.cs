using OrleansBackends.Grains.Interfaces.Polls;
using OrleansBackends.Grains.Interfaces.Polls.Ballots;
using OrleansBackends.Grains.Interfaces.Polls.Lists;

namespace OrleansBackends.Tests.Polls.SecretBallots;

[Collection<ClusterCollection>]
public sealed class SecretBallotTests(ClusterFixture cluster)
{
    private readonly UserId owner = NewPolls.Somebody();

    private IGrainFactory Grains => cluster.Grains;

    [Fact]
    public async Task A_secret_ballot_is_cast_once_and_its_repeat_is_known_by_nonce_and_ballot()
    {
        var poll = await SecretPoll.Open(cluster, owner);
        var first = (await Cast(poll, SecretPoll.BallotOf(1))).Require();
        Assert.Equal((1, null, true), (first.Version, first.CastAt, first.First));
        var again = (await Cast(poll, SecretPoll.BallotOf(1))).Require();
        Assert.Equal((false, first.Receipt), (again.First, again.Receipt));
        Assert.Equal(BallotErrors.AlreadyVoted, (await Cast(poll, SecretPoll.BallotOf(1, nonce: 5))).Error);
        Assert.Equal(BallotErrors.AlreadyVoted, (await Cast(poll, SecretPoll.BallotOf(1) with { Ballot = NewPolls.For($"o{SecretPoll.OptionOf(1) % 3 + 1}") })).Error);
        Assert.Equal(BallotErrors.NonceTaken, (await Cast(poll, SecretPoll.BallotOf(2, SecretPoll.BallotOf(1).Nonce))).Error);
        Assert.Equal(BallotErrors.WithdrawalNotAllowed, (await poll.Shard.Withdraw(NewPolls.Voter(1))).Error);
        var own = (await poll.Shard.Mine(NewPolls.Voter(1))).Require();
        Assert.Equal((null, null, null), (own.Ballot, own.CastAt, own.Receipt));
        Assert.Equal(BallotErrors.NoBallot, (await poll.Shard.Mine(NewPolls.Voter(2))).Error);

        await cluster.DeactivateAsync(poll.Shard);
        Assert.Equal(first.Receipt, (await Cast(poll, SecretPoll.BallotOf(1))).Require().Receipt);
        Assert.Equal(BallotErrors.AlreadyVoted, (await Cast(poll, SecretPoll.BallotOf(1, nonce: 5))).Error);
    }

    [Theory]
    [InlineData(4)]
    [InlineData(5)]
    public async Task Below_five_ballots_nothing_is_shown_but_the_turnout_after_the_close(int voters)
    {
        var poll = await SecretPoll.Open(cluster, owner);
        await poll.Vote(0, voters);
        var id = poll.View.Id;
        Assert.Equal(PollErrors.TooFewBallots, (await Grains.Poll(id).Results(null, null)).Error);
        using var watcher = new Observer(Grains);
        Assert.Empty((await Grains.Poll(id).Watch(watcher.Reference, null)).Events);
        await Grains.Poll(id).Close(owner);
        var result = await Grains.Poll(id).Results(null, null);
        Assert.Equal(voters < 5 ? PollErrors.TooFewBallots : null, result.Error);
        Assert.Equal(voters, (await Grains.Poll(id).Audit()).Require().Ballots);
        await cluster.Time.Until(() => Task.FromResult(Tells("\"closed\"") && (voters < 5 || Tells("tallies"))), TimeSpan.FromSeconds(5), "the end");
        Assert.Equal(voters >= 5, Tells("tallies"));

        bool Tells(string text) => watcher.Events.Any(e => e.Data.Contains(text, StringComparison.Ordinal));
    }

    [Fact]
    public async Task Snapshots_move_by_five_ballots_or_more_also_over_restarts_and_the_close()
    {
        var poll = await SecretPoll.Open(cluster, owner);
        var shown = new List<(long Ballots, IReadOnlyList<long> Counts)> { (0, [0, 0, 0]) };
        for (var voter = 0; voter < 83; voter++)
        {
            await poll.Vote(voter, 1);
            if (voter % 13 == 12)
            {
                await cluster.DeactivateAsync(poll.Shard);
            }

            await Look();
        }

        await Grains.Poll(poll.View.Id).Close(owner);
        await Look();
        Assert.Equal(83, shown[^1].Ballots);
        Assert.Equal(poll.Expected(), shown[^1].Counts);
        Assert.Equal(poll.Expected(), (await Grains.Poll(poll.View.Id).Results(null, null)).Require().Tallies.Select(tally => tally.Count));

        async Task Look()
        {
            var now = await poll.Snapshot();
            if (now.Ballots == shown[^1].Ballots)
            {
                Assert.Equal(shown[^1].Counts, now.Counts);
                return;
            }

            Assert.True(now.Ballots >= shown[^1].Ballots + 5, $"{now.Ballots} after {shown[^1].Ballots}");
            Assert.All(now.Counts.Zip(shown[^1].Counts), pair => Assert.True(pair.First >= pair.Second));
            shown.Add(now);
        }
    }

    [Fact]
    public async Task Every_secret_ballot_is_proved_by_the_nonce_that_its_voter_drew()
    {
        var poll = await SecretPoll.Open(cluster, owner);
        await poll.Vote(0, 45);
        await Grains.Poll(poll.View.Id).Close(owner);
        var audit = (await Grains.Poll(poll.View.Id).Audit()).Require();
        foreach (var (receipt, option) in poll.Acknowledged)
        {
            var proof = (await Grains.GetGrain<IPollQueries>(0).Prove(poll.View.Id, receipt)).Require();
            Assert.Equal(($"{{\"choices\":[\"o{option}\"]}}", audit.Root), (proof.Ballot, proof.Root));
        }
    }

    [Fact]
    public async Task Who_used_an_invitation_is_told_after_the_close_and_revoking_tells_nothing_before()
    {
        var poll = await SecretPoll.Open(cluster, owner, NewPolls.Choice() with { Strength = VoterStrength.Invite });
        var invites = (await Grains.PollInvites(poll.View.Id).Invite(owner, ["a", "b", "c"], null)).Require();
        var voter = Voter.OfInvite(invites[1].Token)!;
        Assert.True((await Cast(poll, new CastBallot(voter, NewPolls.For("o1")))).IsOk);
        Assert.True((await Grains.PollInvites(poll.View.Id).RevokeInvite(owner, 1)).IsOk);
        Assert.True((await Grains.PollInvites(poll.View.Id).RevokeInvite(owner, 2)).IsOk);
        Assert.Equal(BallotErrors.InviteRevoked, (await Cast(poll, new CastBallot(Voter.OfInvite(invites[0].Token)!, NewPolls.For("o1")))).Error);
        Assert.DoesNotContain((await Grains.PollInvites(poll.View.Id).Invites(owner, new PageRequest(10, null))).Require().Items, invite => invite.Voted);
        await Grains.Poll(poll.View.Id).Close(owner);
        var shown = (await Grains.PollInvites(poll.View.Id).Invites(owner, new PageRequest(10, null))).Require().Items;
        Assert.Equal([false, true, false], shown.Select(invite => invite.Voted));
        var listed = Assert.Single((await poll.Shard.Voters(0, 10)).Voters);
        Assert.Equal((2, null, null), (listed.Invite, listed.At, listed.Ballot));
    }

    [Fact]
    public async Task A_later_end_and_ballots_at_the_same_time_do_not_undo_each_other()
    {
        var poll = await SecretPoll.Open(cluster, owner, NewPolls.Choice() with { ClosesAt = cluster.Time.Now + TimeSpan.FromHours(1) });
        var definition = poll.View.Definition with { ClosesAt = cluster.Time.Now + TimeSpan.FromHours(2) };
        var edit = Grains.Poll(poll.View.Id).Edit(owner, definition, null);
        await Task.WhenAll(Enumerable.Range(0, 8).Select(batch => poll.Shard.CastBatch([.. Enumerable.Range(batch * 10, 10).Select(voter => SecretPoll.BallotOf(voter))])));
        (await edit).Require();
        await Grains.Poll(poll.View.Id).Close(owner);
        Assert.Equal(80, (await Grains.Poll(poll.View.Id).Results(null, null)).Require().Ballots);
    }

    [Fact]
    public async Task A_cap_holds_for_secret_ballots()
    {
        var poll = await SecretPoll.Open(cluster, owner, NewPolls.Choice() with { MaxVoters = 40 });
        var answers = await Task.WhenAll(Enumerable.Range(0, 60).Select(voter => Cast(poll, SecretPoll.BallotOf(voter))));
        Assert.Equal((40, 20), (answers.Count(a => a.IsOk), answers.Count(a => a.Error == BallotErrors.PollFull)));
    }

    private static async Task<Result<CastReceipt>> Cast(SecretPoll poll, CastBallot ballot) => (await poll.Shard.CastBatch([ballot])).Single();
}
