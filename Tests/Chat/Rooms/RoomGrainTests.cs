using OrleansBackends.Grains.Interfaces.Chat;

namespace OrleansBackends.Tests.Chat.Rooms;

[Collection<ClusterCollection>]
public sealed class RoomGrainTests(ClusterFixture cluster)
{
    private readonly UserId owner = NewRooms.Somebody();
    private readonly UserId other = NewRooms.Somebody();

    [Fact]
    public async Task Settings_survive_a_restart_and_a_stale_change_is_refused()
    {
        var room = await cluster.Grains.MakeRoom(owner);
        var changed = (await room.Grain.Change(owner, new RoomChange { Name = "Other", Topic = "t", SlowModeSeconds = 5 }, 1)).Require();
        Assert.Equal(2, changed.Version);
        await cluster.DeactivateAsync(room.Grain);
        var found = (await room.Grain.Get(owner)).Require();
        Assert.Equal(("Other", "t", 5, 2, 1), (found.Settings.Name, found.Settings.Topic, found.Settings.SlowModeSeconds, found.Version, found.Members));
        Assert.Equal(Errors.Stale, (await room.Grain.Change(owner, new RoomChange { Name = "Late" }, 1)).Error);
        Assert.Equal("setting-invalid", (await room.Grain.Change(owner, new RoomChange { Name = "" }, 2)).Error?.Code);
    }

    [Fact]
    public async Task A_public_room_is_seen_and_what_is_said_in_it_is_not()
    {
        var room = await cluster.Grains.MakeRoom(owner);
        await room.Say(owner, "hello");
        var seen = (await room.Grain.Get(other)).Require();
        Assert.Equal((null, 0L), (seen.Role, seen.LastSeq));
        Assert.Equal(ChatErrors.RoomNotFound, (await room.Grain.Access(other)).Error);
        Assert.Equal(ChatErrors.RoomNotFound, (await room.Grain.Change(other, new RoomChange { Name = "Mine" }, null)).Error);
    }

    [Fact]
    public async Task A_private_room_is_not_there_for_strangers()
    {
        var room = await cluster.Grains.MakeRoom(owner, RoomVisibility.Private);
        Assert.Equal(ChatErrors.RoomNotFound, (await room.Grain.Get(other)).Error);
        Assert.Equal(ChatErrors.InviteRequired, (await room.Members.Join(other)).Error);
        (await room.Members.SetRole(owner, other, RoomRole.Member)).Require();
        Assert.Equal(RoomRole.Member, (await room.Grain.Get(other)).Require().Role);
    }

    [Fact]
    public async Task History_joined_begins_with_the_entry_of_joining()
    {
        var room = await cluster.Grains.MakeRoom(owner, history: RoomHistory.Joined);
        await room.Say(owner, "before");
        await room.Members.Join(other);
        await room.Say(owner, "after");
        Assert.Equal((3L, 5L), (await room.Grain.Access(other)).Require() is var a ? (a.FloorSeq, a.LastSeq) : default);
        Assert.Equal(1, (await room.Grain.Access(owner)).Require().FloorSeq);
        Assert.Equal(ChatErrors.MessageNotFound, (await room.Messages.React(other, 3, "👍", on: true)).Error);
    }

    [Fact]
    public async Task Both_sides_opening_a_conversation_at_once_find_one()
    {
        var id = ChatKey.Conversation([owner, other]);
        Assert.Equal(id, ChatKey.Conversation([other, owner, other]));
        Assert.Matches("^d[a-z2-7]{26}$", id);
        var grain = cluster.Grains.GetGrain<IRoomGrain>(ChatKey.Room(id));
        var opened = await Task.WhenAll(Enumerable.Range(0, 20).Select(i => grain.Open(i % 2 == 0 ? owner : other, [owner, other])));
        Assert.Single(opened, o => !o.Require().Existed);
        Assert.Equal([(RoomKind.Direct, 2, 3L)], opened.Select(o => o.Require().Room).Select(r => (r.Kind, r.Members, r.LastSeq)).Distinct());
    }

    [Fact]
    public async Task Nobody_is_removed_from_a_conversation()
    {
        var third = NewRooms.Somebody();
        var room = await cluster.Grains.OpenConversation(owner, other, third);
        Assert.Equal('g', room.Id[0]);
        Assert.Equal(ChatErrors.NotAllowed, (await room.Members.Kick(owner, new Sanction(other, null, null))).Error);
        Assert.True((await room.Members.Leave(other, null)).IsOk);
        await room.Say(other, "still here");
        Assert.Equal(ChatErrors.NotAllowed, (await room.Grain.Change(owner, new RoomChange { Name = "Ours" }, null)).Error);
    }

    [Fact]
    public async Task A_room_that_ended_is_not_there_for_anybody()
    {
        var room = await cluster.Grains.MakeRoom(owner);
        await room.Members.Join(other);
        Assert.Equal(ChatErrors.NotAllowed, (await room.Grain.Delete(other)).Error);
        Assert.True((await room.Grain.Delete(owner)).IsOk);
        Assert.True((await room.Grain.Delete(owner)).IsOk);
        await cluster.DeactivateAsync(room.Grain);
        Assert.Equal(ChatErrors.RoomNotFound, (await room.Grain.Get(owner)).Error);
        Assert.Equal(ChatErrors.RoomNotFound, (await room.Send(other, "anybody?")).Error);
        Assert.Equal(ChatErrors.RoomNotFound, (await room.Members.Join(NewRooms.Somebody())).Error);
    }
}
