using Microsoft.Extensions.DependencyInjection;
using OrleansBackends.Grains.Chat.Rooms;
using OrleansBackends.Grains.Chat.Users;
using OrleansBackends.Grains.Interfaces.Chat;

namespace OrleansBackends.Tests.Chat.Users;

/// <summary>Who chose to be told of everything that is said in a room.</summary>
[Collection<ClusterCollection>]
public sealed class LevelTests(ClusterFixture cluster)
{
    private readonly UserId ann = NewRooms.Somebody();
    private readonly UserId bob = NewRooms.Somebody();

    private IChatUserGrain Bob => cluster.Grains.GetGrain<IChatUserGrain>(ChatKey.User(bob));

    [Fact]
    public async Task Who_chose_all_is_told_of_every_message_also_after_a_restart()
    {
        var room = await Room(NotifyLevel.All);
        await cluster.DeactivateAsync(room.Grain);
        await cluster.DeactivateAsync(Bob);
        var message = await room.Say(ann, "for nobody");
        await Told(room, message.Seq);
        Assert.Equal(0, await room.Queries.CountMentions(bob, room.Id, 0));
    }

    [Theory]
    [InlineData(NotifyLevel.Mentions)]
    [InlineData(NotifyLevel.None)]
    public async Task Who_chose_less_again_is_told_of_mentions_alone(NotifyLevel level)
    {
        var room = await Room(NotifyLevel.All);
        (await room.Members.SetLevel(bob, level)).Require();
        await room.Say(ann, "for nobody");
        Assert.Equal(0, await Owed(room));
        var mention = await room.Say(ann, $"<@{bob}>");
        await Told(room, mention.Seq);
    }

    [Fact]
    public async Task What_one_says_oneself_owes_nobody_anything()
    {
        var room = await Room(NotifyLevel.All);
        await room.Say(bob, "for nobody");
        Assert.Equal(0, await Owed(room));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_choice_that_the_room_has_and_the_person_has_not_arrives_after_a_crash(bool isWritten)
    {
        var room = await Room(NotifyLevel.Mentions);
        cluster.FailWrites(ChatUserState.Name, ChatKey.User(bob), afterWriting: isWritten);
        await Assert.ThrowsAnyAsync<Exception>(() => room.Members.SetLevel(bob, NotifyLevel.All));
        await cluster.DeactivateAsync(room.Grain);
        Assert.Equal(1, await Count("chat_room_levels WHERE grain_key = @key", room));

        await cluster.Grains.GetGrain<IOutboxGrain>(room.Grain.GetGrainId()).DeliverOutbox();
        Assert.Equal(NotifyLevel.All, await Level(room));
        await cluster.Time.Until(
            async () => await Count("chat_room_levels WHERE grain_key = @key", room) == 0, TimeSpan.FromSeconds(10), "the room has noted that it was told");
        var message = await room.Say(ann, "for nobody");
        await Told(room, message.Seq);
    }

    [Fact]
    public async Task A_choice_that_the_room_could_not_keep_is_none()
    {
        var room = await Room(NotifyLevel.Mentions);
        await cluster.DeactivateAsync(room.Grain);
        cluster.FailWrites(RoomState.Name, ChatKey.Room(room.Id));
        await Assert.ThrowsAnyAsync<Exception>(() => room.Members.SetLevel(bob, NotifyLevel.All));
        Assert.Equal(NotifyLevel.Mentions, await Level(room));
        await room.Say(ann, "for nobody");
        Assert.Equal(0, await Owed(room));
        (await room.Members.SetLevel(bob, NotifyLevel.All)).Require();
        Assert.Equal(NotifyLevel.All, await Level(room));
    }

    [Fact]
    public async Task Of_choices_that_arrive_in_another_order_the_last_holds()
    {
        var room = await Room(NotifyLevel.Mentions);
        await Bob.SetLevel(room.Id, 3, NotifyLevel.None, 9);
        await Bob.SetLevel(room.Id, 3, NotifyLevel.All, 8);
        Assert.Equal(NotifyLevel.None, await Level(room));
    }

    [Theory]
    [InlineData("leave")]
    [InlineData("kick")]
    [InlineData("ban")]
    [InlineData("forget")]
    public async Task Who_is_out_of_the_room_is_told_of_nothing_and_comes_back_without_a_choice(string way)
    {
        var room = await Room(NotifyLevel.All);
        (way switch
        {
            "leave" => await room.Members.Leave(bob, null),
            "kick" => await room.Members.Kick(ann, new Sanction(bob, null, null)),
            "ban" => await room.Members.Ban(ann, new Sanction(bob, null, null)),
            _ => await room.Members.Forget(bob),
        }).Require();
        Assert.Equal("room-not-found", (await room.Members.SetLevel(bob, NotifyLevel.All)).Error?.Code);
        await TestTime.Eventually(async () => await Level(room) == NotifyLevel.Mentions, "the choice is forgotten");
        (await room.Members.Unban(ann, bob)).Require();
        (await room.Members.Join(bob)).Require();
        await room.Say(ann, "for nobody");
        Assert.Equal((0, NotifyLevel.Mentions), (await Owed(room), await Level(room)));
    }

    [Fact]
    public async Task That_somebody_is_out_of_a_room_reaches_them_after_a_crash()
    {
        var room = await Room(NotifyLevel.All);
        cluster.FailWrites(ChatUserState.Name, ChatKey.User(bob));
        (await room.Members.Kick(ann, new Sanction(bob, null, null))).Require();
        await cluster.DeactivateAsync(room.Grain);
        await TestTime.Eventually(
            async () =>
            {
                await cluster.Grains.GetGrain<IOutboxGrain>(room.Grain.GetGrainId()).DeliverOutbox();
                return await Level(room) == NotifyLevel.Mentions;
            },
            "the room tells it again");
    }

    private async Task<ChatRoom> Room(NotifyLevel level)
    {
        var room = await cluster.Grains.MakeRoom(ann);
        (await room.Members.Join(bob)).Require();
        (await room.Members.SetLevel(bob, level)).Require();
        Assert.Equal(level, await Level(room));
        return room;
    }

    private async Task<NotifyLevel> Level(ChatRoom room) => (await Bob.Marks([room.Id]))[room.Id].Level;

    /// <summary>Messages that owe something to people.</summary>
    private Task<long> Owed(ChatRoom room) => Count("chat_owed WHERE stream = @stream AND kind = 'message'", room);

    private async Task<long> Count(string rows, ChatRoom room) => (await cluster.Services.GetRequiredService<QueryDatabase>().Query<long>(
        $"SELECT count(*) FROM {rows}", new { stream = $"chat-room:{room.Id}", key = ChatKey.Room(room.Id) }))[0];

    private Task Told(ChatRoom room, long seq) => TestTime.Eventually(
        async () => (await Bob.Marks([room.Id]))[room.Id].ToldSeq >= seq, $"{seq} of {room.Id} is told");
}
