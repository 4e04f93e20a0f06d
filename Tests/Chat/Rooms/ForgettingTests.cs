using OrleansBackends.Grains.Interfaces.Chat;

namespace OrleansBackends.Tests.Chat.Rooms;

[Collection<ClusterCollection>]
public sealed class ForgettingTests(ClusterFixture cluster)
{
    private readonly UserId owner = NewRooms.Somebody();
    private readonly UserId other = NewRooms.Somebody();

    [Fact]
    public async Task Retention_erases_what_is_older_and_raises_the_floor()
    {
        var room = await cluster.Grains.MakeRoom(owner);
        await room.Say(owner, "old one");
        var edited = await room.Say(owner, "old two");
        await room.Messages.Edit(owner, edited.Seq, "old three");
        cluster.Time.Advance(TimeSpan.FromDays(2));
        var kept = await room.Say(owner, "new");
        (await room.Grain.Change(owner, new RoomChange { RetentionDays = 1 }, null)).Require();
        await Forget(room);
        await Forget(room);
        Assert.DoesNotContain(await room.Log(), e => e.Data.Contains("old", StringComparison.Ordinal));
        Assert.Equal((5L, 8L), (await room.Grain.Access(owner)).Require() is var a ? (a.FloorSeq, a.LastSeq) : default);
        Assert.Equal([kept.Seq], (await room.Queries.History(owner, room.Id, 5, new HistoryRequest())).Items.Select(m => m.Seq));
        Assert.Equal(ChatErrors.MessageNotFound, (await room.Messages.React(owner, 3, "👍", on: true)).Error);
        await cluster.DeactivateAsync(room.Grain);
        Assert.Equal((3L, 5L), (await room.Grain.Get(owner)).Require() is var v ? (v.LastN, v.FloorSeq) : default);
        Assert.Equal(4, (await room.Say(owner, "next")).N);
    }

    [Fact]
    public async Task A_room_that_ended_is_forgotten()
    {
        var room = await cluster.Grains.MakeRoom(owner);
        await room.Say(owner, "secret");
        (await room.Grain.Delete(owner)).Require();
        await Forget(room);
        await cluster.DeactivateAsync(room.Grain);
        Assert.DoesNotContain(await room.Log(), e => e.Data.Contains("secret", StringComparison.Ordinal));
        Assert.Equal(ChatErrors.RoomNotFound, (await room.Grain.Get(owner)).Error);
    }

    [Fact]
    public async Task Who_is_forgotten_leaves_the_room_to_the_highest_of_its_members()
    {
        var third = NewRooms.Somebody();
        var room = await cluster.Grains.MakeRoom(owner);
        await room.Members.Join(other);
        await room.Members.Join(third);
        await room.Members.SetRole(owner, third, RoomRole.Moderator);
        await room.Say(owner, "stays");
        await room.Members.Forget(owner);
        await room.Members.Forget(owner);
        Assert.Equal(RoomRole.Owner, (await room.Grain.Get(third)).Require().Role);
        Assert.Equal("stays", Assert.Single((await room.History(third)).Items).Text);
        await room.Members.Forget(other);
        await room.Members.Forget(third);
        Assert.Equal(ChatErrors.RoomNotFound, (await room.Grain.Get(third)).Error);
    }

    [Fact]
    public async Task Pins_stay_in_their_order_and_go_with_the_message()
    {
        var room = await cluster.Grains.MakeRoom(owner);
        await room.Members.Join(other);
        var (a, b) = (await room.Say(owner, "a"), await room.Say(other, "b"));
        Assert.Equal(ChatErrors.NotAllowed, (await room.Messages.Pin(other, a.Seq, on: true)).Error);
        await room.Messages.Pin(owner, b.Seq, on: true);
        await room.Messages.Pin(owner, a.Seq, on: true);
        await room.Messages.Pin(owner, a.Seq, on: true);
        await cluster.DeactivateAsync(room.Grain);
        Assert.Equal([b.Seq, a.Seq], (await room.Messages.Pins(other)).Require().Seqs);
        await room.Messages.Erase(other, b.Seq);
        await room.Messages.Pin(owner, a.Seq, on: false);
        Assert.Empty((await room.Messages.Pins(other)).Require().Seqs);
        Assert.Equal(ChatErrors.MessageDeleted, (await room.Messages.Pin(owner, b.Seq, on: true)).Error);
        Assert.Equal(ChatErrors.RoomNotFound, (await room.Messages.Pins(NewRooms.Somebody())).Error);
    }

    private Task Forget(ChatRoom room) => cluster.Grains.GetGrain<IOutboxGrain>(room.Grain.GetGrainId()).DeliverOutbox();
}
