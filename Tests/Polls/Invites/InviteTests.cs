using OrleansBackends.Grains.Interfaces.Polls;
using OrleansBackends.Grains.Interfaces.Polls.Ballots;
using OrleansBackends.Grains.Interfaces.Polls.Invites;

namespace OrleansBackends.Tests.Polls.Invites;

[Collection<ClusterCollection>]
public sealed class InviteTests(ClusterFixture cluster)
{
    private static readonly PollDefinition ByInvitation = NewPolls.Choice() with { Strength = VoterStrength.Invite };

    private readonly UserId owner = NewPolls.Somebody();

    private IGrainFactory Grains => cluster.Grains;

    [Fact]
    public async Task Each_invitation_is_one_ballot()
    {
        var poll = await Grains.MakePoll(owner, ByInvitation);
        var invites = await Invite(poll, "Ann", "Bob", null);
        Assert.Equal([1, 2, 3], invites.Select(invite => invite.N));
        var ann = Voter.OfInvite(invites[0].Token)!;
        Assert.True((await Grains.Vote(poll, ann, NewPolls.For("o1"))).Require().First);
        Assert.False((await Grains.Vote(poll, ann, NewPolls.For("o2"))).Require().First);
        Assert.Equal(1, (await Grains.Poll(poll.Id).Results(null, null)).Require().Ballots);

        await cluster.DeactivateAsync(Grains.Poll(poll.Id));
        Assert.Equal([4], (await Invite(poll, "Cid")).Select(invite => invite.N));
        var list = (await Grains.PollInvites(poll.Id).Invites(owner, new PageRequest(2, null))).Require();
        Assert.Equal([("Ann", true, invites[0].Token), ("Bob", false, invites[1].Token)], list.Items.Select(invite => (invite.Label!, invite.Voted, invite.Token)));
        var rest = (await Grains.PollInvites(poll.Id).Invites(owner, new PageRequest(2, list.NextCursor))).Require();
        Assert.Equal([3, 4], rest.Items.Select(invite => invite.N));
        Assert.Null(rest.NextCursor);
    }

    [Fact]
    public async Task Who_was_not_invited_or_no_longer_is_has_no_ballot()
    {
        var poll = await Grains.MakePoll(owner, ByInvitation);
        var invites = await Invite(poll, null, null);
        var elsewhere = await Invite(await Grains.MakePoll(owner, ByInvitation), null, null);
        Assert.Equal(BallotErrors.NotInvited, (await Grains.Vote(poll, Voter.OfInvite(elsewhere[0].Token)!, NewPolls.For("o1"))).Error);
        Assert.Equal(BallotErrors.NotInvited, (await Grains.Vote(poll, NewPolls.Voter(1), NewPolls.For("o1"))).Error);
        Assert.Null(Voter.OfInvite(invites[0].Token[..^1] + "!"));

        Assert.True((await Grains.PollInvites(poll.Id).RevokeInvite(owner, 1)).IsOk);
        Assert.True((await Grains.PollInvites(poll.Id).RevokeInvite(owner, 1)).IsOk);
        Assert.Equal(BallotErrors.InviteRevoked, (await Grains.Vote(poll, Voter.OfInvite(invites[0].Token)!, NewPolls.For("o1"))).Error);
        await Grains.Vote(poll, Voter.OfInvite(invites[1].Token)!, NewPolls.For("o1"));
        Assert.Equal(PollErrors.InviteUsed, (await Grains.PollInvites(poll.Id).RevokeInvite(owner, 2)).Error);
        Assert.Equal(PollErrors.InviteNotFound, (await Grains.PollInvites(poll.Id).RevokeInvite(owner, 3)).Error);

        await cluster.DeactivateAsync(Grains.Shards(poll).Single());
        Assert.Equal(BallotErrors.InviteRevoked, (await Grains.Vote(poll, Voter.OfInvite(invites[0].Token)!, NewPolls.For("o1"))).Error);
    }

    [Fact]
    public async Task What_was_revoked_before_the_opening_stays_revoked()
    {
        var draft = await Grains.MakePoll(owner, ByInvitation with { ExpectedVoters = 100_000 }, open: false);
        var invites = await Invite(draft, null, null, null);
        await Grains.PollInvites(draft.Id).RevokeInvite(owner, 2);
        var poll = (await Grains.Poll(draft.Id).Open(owner)).Require();
        Assert.Equal(BallotErrors.InviteRevoked, (await Grains.Vote(poll, Voter.OfInvite(invites[1].Token)!, NewPolls.For("o1"))).Error);
        Assert.True((await Grains.Vote(poll, Voter.OfInvite(invites[2].Token)!, NewPolls.For("o1"))).IsOk);
    }

    [Fact]
    public async Task One_operation_invites_once_and_only_the_owner_invites()
    {
        var poll = await Grains.MakePoll(owner, ByInvitation);
        var operation = NewPolls.Operation();
        var first = (await Grains.PollInvites(poll.Id).Invite(owner, ["a", "b"], operation)).Require();
        await cluster.DeactivateAsync(Grains.Poll(poll.Id));
        var again = await Grains.PollInvites(poll.Id).Invite(owner, ["a", "b"], operation);
        Assert.True(again.Replayed);
        Assert.Equal(first, again.Require());
        Assert.Equal(PollErrors.NotFound, (await Grains.PollInvites(poll.Id).Invite(NewPolls.Somebody(), ["a"], null)).Error);
        var open = await Grains.MakePoll(owner, NewPolls.Choice());
        Assert.Equal(PollErrors.StrengthIsNotInvite, (await Grains.PollInvites(open.Id).Invite(owner, ["a"], null)).Error);
    }

    private async Task<IReadOnlyList<InviteView>> Invite(PollView poll, params string?[] labels) =>
        (await Grains.PollInvites(poll.Id).Invite(owner, labels, null)).Require();
}
