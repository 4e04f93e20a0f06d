using OrleansBackends.Grains.Interfaces.Chat;

namespace OrleansBackends.Tests.Chat.Invites;

[Collection<ClusterCollection>]
public sealed class InviteTests(ClusterFixture cluster)
{
    private readonly UserId owner = NewRooms.Somebody();
    private readonly UserId guest = NewRooms.Somebody();

    [Fact]
    public async Task A_link_lets_in_as_many_as_it_says()
    {
        var room = await Private();
        var link = await Link(room, uses: 2);
        var people = Enumerable.Range(0, 10).Select(_ => NewRooms.Somebody()).ToList();
        var joined = await Task.WhenAll(people.Select(person => room.Members.Join(person, link.Code)));
        Assert.Equal(2, joined.Count(answer => answer.IsOk));
        Assert.All(joined.Where(answer => !answer.IsOk), answer => Assert.Equal(ChatErrors.InviteExpired, answer.Error));
        Assert.True((await room.Members.Join(people[joined.ToList().FindIndex(answer => answer.IsOk)], link.Code)).IsOk);
        Assert.DoesNotContain(await room.Log(), e => e.Data.Contains(link.Code, StringComparison.Ordinal));
    }

    [Fact]
    public async Task Uses_and_links_survive_a_restart()
    {
        var room = await Private();
        var link = await Link(room, uses: 3);
        (await room.Members.Join(guest, link.Code)).Require();
        await cluster.DeactivateAsync(room.Grain);
        Assert.Equal((link.Code, 1, 3), (await room.Invites.Invites(owner)).Require() is [var one] ? (one.Code, one.Uses, one.MaxUses) : default);
    }

    [Fact]
    public async Task A_link_ends_with_its_time_and_when_it_is_withdrawn()
    {
        var room = await Private();
        var (old, gone) = (await Link(room), await Link(room));
        (await room.Invites.Revoke(owner, gone.Code)).Require();
        (await room.Invites.Revoke(owner, gone.Code)).Require();
        Assert.Equal(ChatErrors.InviteExpired, (await room.Members.Join(guest, gone.Code)).Error);
        cluster.Time.Advance(TimeSpan.FromDays(1));
        Assert.Equal(ChatErrors.InviteExpired, (await room.Members.Join(guest, old.Code)).Error);
        Assert.Equal(ChatErrors.InviteRequired, (await room.Members.Join(guest)).Error);
        Assert.Empty((await room.Invites.Invites(owner)).Require());
    }

    [Fact]
    public async Task A_ban_stops_coming_back_by_link_and_by_name()
    {
        var room = await Private();
        var link = await Link(room, uses: 5);
        (await room.Members.Join(guest, link.Code)).Require();
        (await room.Members.Ban(owner, new Sanction(guest, null, null))).Require();
        Assert.Equal(ChatErrors.Banned, (await room.Members.Join(guest, link.Code)).Error);
        Assert.Equal(ChatErrors.Banned, (await room.Invites.Invite(For(guest))).Error);
        await room.Members.Unban(owner, guest);
        Assert.Equal(ChatErrors.InviteRequired, (await room.Members.Join(guest)).Error);
        Assert.True((await room.Members.Join(guest, link.Code)).IsOk);
    }

    [Fact]
    public async Task Who_is_invited_by_name_sees_the_room_and_accepts_or_declines()
    {
        var (room, other) = (await Private(), NewRooms.Somebody());
        var invite = (await room.Invites.Invite(For(guest))).Require();
        (await room.Invites.Invite(For(other))).Require();
        Assert.Equal(room.Id, (await room.Grain.Get(guest)).Require().Id);
        Assert.Equal(room.Id, Assert.Single((await room.Queries.Invitations(guest, new PageRequest(10, null))).Require().Items).Room.Id);
        await cluster.DeactivateAsync(room.Grain);
        Assert.Equal(ChatErrors.RoomNotFound, (await room.Invites.Revoke(NewRooms.Somebody(), invite.Code)).Error);
        (await room.Invites.Revoke(guest, invite.Code)).Require();
        Assert.Equal(ChatErrors.InviteRequired, (await room.Members.Join(guest)).Error);
        Assert.Empty((await room.Queries.Invitations(guest, new PageRequest(10, null))).Require().Items);
        Assert.Equal(RoomRole.Member, (await room.Members.Join(other)).Require().Role);
        Assert.Equal(ChatErrors.AlreadyMember, (await room.Invites.Invite(For(other))).Error);
        Assert.Empty((await room.Invites.Invites(owner)).Require());
    }

    [Fact]
    public async Task Members_invite_where_the_room_lets_them_and_guests_never()
    {
        var (room, member) = (await Private(), NewRooms.Somebody());
        (await room.Members.SetRole(owner, member, RoomRole.Member)).Require();
        (await room.Members.SetRole(owner, guest, RoomRole.Guest)).Require();
        Assert.Equal(ChatErrors.NotAllowed, (await room.Invites.Invite(New(member))).Error);
        Assert.Equal("setting-invalid", (await room.Grain.Change(owner, new RoomChange { Invite = RoomRole.Guest }, null)).Error?.Code);
        (await room.Grain.Change(owner, new RoomChange { Invite = RoomRole.Member }, null)).Require();
        var own = (await room.Invites.Invite(New(member))).Require();
        Assert.Equal(ChatErrors.NotAllowed, (await room.Invites.Invite(New(guest))).Error);
        Assert.Equal(ChatErrors.NotAllowed, (await room.Invites.Revoke(guest, own.Code)).Error);
        var others = await Link(room);
        Assert.Equal(ChatErrors.NotAllowed, (await room.Invites.Revoke(member, others.Code)).Error);
        (await room.Invites.Revoke(member, own.Code)).Require();
    }

    [Fact]
    public async Task A_repeat_finds_the_same_link_and_the_hundredth_is_the_last()
    {
        var room = await Private();
        var operation = OperationId.From("user", "route", "key", "body"u8);
        var first = (await room.Invites.Invite(New(owner) with { Operation = operation })).Require();
        await cluster.DeactivateAsync(room.Grain);
        var again = await room.Invites.Invite(New(owner) with { Operation = operation });
        Assert.Equal((first.Code, true), (again.Require().Code, again.Replayed));
        Assert.Equal(Errors.KeyReused, (await room.Invites.Invite(New(owner) with { Operation = operation with { BodyHash = "other" } })).Error);
        for (var i = 1; i < ChatLimits.Invites; i++)
        {
            await Link(room);
        }

        Assert.Equal(ChatErrors.TooManyInvites, (await room.Invites.Invite(New(owner))).Error);
        Assert.Equal(ChatErrors.TooManyInvites, (await room.Invites.Invite(For(guest))).Error);
    }

    [Fact]
    public async Task Conversations_invite_nobody()
    {
        var room = await cluster.Grains.OpenConversation(owner, guest);
        Assert.Equal(ChatErrors.NotAllowed, (await room.Invites.Invite(New(owner))).Error);
    }

    private Task<ChatRoom> Private() => cluster.Grains.MakeRoom(owner, RoomVisibility.Private);

    private NewInvite New(UserId by) => new() { By = by, ExpiresAt = cluster.Time.Now.AddDays(1) };

    private NewInvite For(UserId user) => New(owner) with { User = user };

    private async Task<InviteView> Link(ChatRoom room, int uses = 1) => (await room.Invites.Invite(New(owner) with { MaxUses = uses })).Require();
}
