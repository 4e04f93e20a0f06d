using OrleansBackends.Grains.Interfaces.Chat;

namespace OrleansBackends.Tests.Chat.Users;

[Collection<ClusterCollection>]
public sealed class MentionTests(ClusterFixture cluster)
{
    private readonly UserId ann = NewRooms.Somebody();
    private readonly UserId bob = NewRooms.Somebody();

    [Fact]
    public async Task A_mention_arrives_once_also_when_the_room_forgot_that_it_was_delivered()
    {
        var room = await Room();
        var message = await room.Say(ann, $"hello <@{bob}>");
        await Arrives(bob, 1);
        // Its place is kept in the document some seconds later; until then a new activation delivers again.
        await cluster.DeactivateAsync(room.Grain);
        await cluster.DeactivateAsync(cluster.Grains.GetGrain<IChatUserGrain>(ChatKey.User(bob)));
        await cluster.Grains.GetGrain<IChatUserGrain>(ChatKey.User(bob)).Tell(
            new RoomNews { What = new Mention(room.Id, message.Seq, message.Seq, ann, message.At), IsMention = true });
        await cluster.Grains.GetGrain<IOutboxGrain>(room.Grain.GetGrainId()).DeliverOutbox();
        var mention = Assert.Single((await room.Queries.Mentions(bob, new PageRequest(10, null))).Require().Items);
        Assert.Equal((room.Id, message.Seq, ann), (mention.Room, mention.Message, mention.By));
    }

    [Fact]
    public async Task An_edit_tells_only_those_who_were_not_mentioned_before()
    {
        var third = NewRooms.Somebody();
        var room = await Room(third);
        var message = await room.Say(ann, $"hello <@{bob}>");
        (await room.Messages.Edit(ann, message.Seq, $"hello <@{bob}> and <@{third}>")).Require();
        (await room.Messages.Edit(ann, message.Seq, "hello all of you")).Require();
        (await room.Messages.Edit(ann, message.Seq, $"hello <@{bob}> again")).Require();
        await Arrives(third, 1);
        await Arrives(bob, 1);
        Assert.Equal(message.Seq, (await room.Queries.Mentions(third, new PageRequest(10, null))).Require().Items[0].Message);
    }

    [Fact]
    public async Task Everybody_but_the_author_and_nobody_else_is_told()
    {
        var stranger = NewRooms.Somebody();
        var room = await Room();
        await room.Say(ann, $"<@all> and <@{stranger}>");
        await room.Say(ann, $"myself <@{ann}>, and <@{stranger}>");
        await room.Say(ann, $"<@{bob}>");
        await Arrives(bob, 2);
        Assert.Equal(0, await room.Queries.CountMentions(stranger, room.Id, 0));
        Assert.Equal(0, await room.Queries.CountMentions(ann, room.Id, 0));
        Assert.Equal(1, await room.Queries.CountMentions(bob, room.Id, 4));
    }

    [Fact]
    public async Task Who_is_erased_has_no_mentions_left()
    {
        var room = await Room();
        await room.Say(ann, $"hello <@{bob}>");
        await Arrives(bob, 1);
        await cluster.Grains.GetGrain<IChatUserGrain>(ChatKey.User(bob)).Erase();
        Assert.Empty((await room.Queries.Mentions(bob, new PageRequest(10, null))).Require().Items);
    }

    [Fact]
    public async Task What_is_kept_for_later_is_kept_once_and_paged()
    {
        var user = cluster.Grains.GetGrain<IChatUserGrain>(ChatKey.User(ann));
        for (var seq = 1; seq <= 3; seq++)
        {
            (await user.Save("rabc", seq)).Require();
            (await user.Save("rabc", seq)).Require();
        }

        await user.Unsave("rabc", 2);
        await cluster.DeactivateAsync(user);
        var first = (await user.Saved(new PageRequest(1, null))).Require();
        var second = (await user.Saved(new PageRequest(1, first.NextCursor))).Require();
        Assert.Equal([3L, 1L], first.Items.Concat(second.Items).Select(s => s.Seq));
        Assert.Null(second.NextCursor);
        for (var seq = 4; seq < 4 + ChatLimits.Saved - 2; seq++)
        {
            (await user.Save("rabc", seq)).Require();
        }

        Assert.Equal(ChatErrors.TooManySaved, (await user.Save("rabc", 9_999)).Error);
    }

    private async Task<ChatRoom> Room(params UserId[] others)
    {
        var room = await cluster.Grains.MakeRoom(ann);
        foreach (var person in others.Prepend(bob))
        {
            await room.Members.Join(person);
        }

        return room;
    }

    private Task Arrives(UserId user, int count) => TestTime.Eventually(
        async () => (await cluster.Grains.GetGrain<IChatQueries>(0).Mentions(user, new PageRequest(10, null))).Require().Items.Count == count, $"{count} mentions");
}
