using System.Text.Json;
using OrleansBackends.Grains.Interfaces.Chat;

namespace OrleansBackends.Tests.Chat.Messages;

[Collection<ClusterCollection>]
public sealed class ChangeTests(ClusterFixture cluster)
{
    private readonly UserId owner = NewRooms.Somebody();
    private readonly UserId member = NewRooms.Somebody();

    [Fact]
    public async Task An_author_changes_a_message_and_former_texts_are_kept()
    {
        var (room, message) = await Said("frist");
        var edited = (await room.Messages.Edit(member, message.Seq, "first")).Require();
        Assert.Equal(("first", message.Seq), (edited.Text, edited.Seq));
        Assert.NotNull(edited.EditedAt);
        Assert.Equal(["frist", "first"], (await room.Queries.Versions(room.Id, message.Seq)).Select(v => v.Text));
        Assert.Equal(ChatErrors.NotAuthor, (await room.Messages.Edit(owner, message.Seq, "mine")).Error);
        Assert.Equal(ChatErrors.MessageNotFound, (await room.Messages.Edit(member, 1, "no message")).Error);
        Assert.Equal(ChatErrors.TextInvalid, (await room.Messages.Edit(member, message.Seq, " ")).Error);
    }

    [Fact]
    public async Task After_the_edit_window_only_moderators_delete()
    {
        var (room, message) = await Said("once");
        (await room.Grain.Change(owner, new RoomChange { EditWindowSeconds = 60 }, null)).Require();
        cluster.Time.Advance(TimeSpan.FromSeconds(61));
        Assert.Equal(ChatErrors.EditWindowClosed, (await room.Messages.Edit(member, message.Seq, "late")).Error);
        Assert.Equal(ChatErrors.EditWindowClosed, (await room.Messages.Erase(member, message.Seq)).Error);
        Assert.True((await room.Messages.Erase(owner, message.Seq)).IsOk);
    }

    [Fact]
    public async Task A_deleted_message_leaves_a_tombstone_and_no_text_anywhere()
    {
        var (room, message) = await Said("secret one");
        await room.Messages.Edit(member, message.Seq, "secret two");
        using var watcher = new Observer(cluster.Grains);
        Assert.True((await room.Messages.Erase(member, message.Seq)).IsOk);
        Assert.True((await room.Messages.Erase(member, message.Seq)).IsOk);
        Assert.Equal(6, (await room.Log()).Count);
        Assert.DoesNotContain(await room.Log(), e => e.Data.Contains("secret", StringComparison.Ordinal));
        var missed = await room.Grain.Watch(watcher.Reference, "log-3");
        Assert.Equal(["message", "edit", "delete"], missed.Events.Select(e => e.Name));
        Assert.DoesNotContain(missed.Events, e => e.Data.Contains("secret", StringComparison.Ordinal));
        var shown = Assert.Single((await room.History(owner)).Items);
        Assert.Equal((true, null, member, message.Seq, 1L), (shown.Deleted, shown.Text, shown.By!.Value, shown.Seq, shown.N));
        await cluster.DeactivateAsync(room.Grain);
        Assert.Equal(ChatErrors.MessageDeleted, (await room.Messages.Edit(member, message.Seq, "again")).Error);
        Assert.Equal(2, (await room.Say(owner, "next")).N);
    }

    [Fact]
    public async Task Reactions_count_once_per_person()
    {
        var (room, message) = await Said("hello");
        await Task.WhenAll(Enumerable.Range(0, 10).Select(_ => room.Messages.React(owner, message.Seq, "👍", on: true)));
        await room.Messages.React(member, message.Seq, "👍", on: true);
        await room.Messages.React(member, message.Seq, ":party_parrot:", on: true);
        await cluster.DeactivateAsync(room.Grain);
        await room.Messages.React(owner, message.Seq, "👍", on: true);
        await room.Messages.React(member, message.Seq, ":party_parrot:", on: false);
        await room.Messages.React(member, message.Seq, ":party_parrot:", on: false);
        var shown = Assert.Single((await room.History(owner)).Items);
        Assert.Equal([new ReactionView("👍", 2, true)], shown.Reactions);
        Assert.Equal(ChatErrors.EmojiInvalid, (await room.Messages.React(owner, message.Seq, "hello", on: true)).Error);
    }

    [Fact]
    public async Task The_event_of_a_reaction_tells_how_many_have_it()
    {
        var (room, message) = await Said("hello");
        await room.Messages.React(owner, message.Seq, "👍", on: true);
        await room.Messages.React(member, message.Seq, "👍", on: true);
        await cluster.DeactivateAsync(room.Grain);
        await room.Messages.React(owner, message.Seq, "👍", on: false);
        var counts = (await room.Log()).Where(e => e.Name == "reaction").Select(e => JsonDocument.Parse(e.Data).RootElement.GetProperty("count").GetInt32());
        Assert.Equal([1, 2, 1], counts);
    }

    [Fact]
    public async Task A_message_has_at_most_twenty_kinds_of_reactions()
    {
        var (room, message) = await Said("hello");
        for (var i = 0; i < ChatLimits.ReactionKinds; i++)
        {
            Assert.True((await room.Messages.React(member, message.Seq, $":e{i}:", on: true)).IsOk);
        }

        Assert.Equal(ChatErrors.TooManyReactions, (await room.Messages.React(member, message.Seq, ":one-more:", on: true)).Error);
        Assert.True((await room.Messages.React(owner, message.Seq, ":e1:", on: true)).IsOk);
    }

    [Fact]
    public async Task A_reply_belongs_to_the_thread_of_its_root()
    {
        var (room, root) = await Said("root");
        var first = await room.Say(member, "first", replyTo: root.Seq);
        var second = await room.Say(owner, "second", replyTo: first.Seq, alsoInRoom: true);
        Assert.Equal((root.Seq, root.N), (first.ReplyTo!.Value, first.N));
        Assert.Equal((root.Seq, root.N + 1), (second.ReplyTo!.Value, second.N));
        await room.Messages.Erase(member, first.Seq);
        Assert.Equal([root.Seq, second.Seq], (await room.History(owner)).Items.Select(m => m.Seq));
        var thread = (await room.History(owner, new HistoryRequest { Thread = root.Seq })).Items;
        Assert.Equal([(first.Seq, true), (second.Seq, false)], thread.Select(m => (m.Seq, m.Deleted)));
        Assert.Equal(1, (await room.History(owner)).Items[0].Replies);
    }

    private async Task<(ChatRoom Room, MessageView Message)> Said(string text)
    {
        var room = await cluster.Grains.MakeRoom(owner);
        await room.Members.Join(member);
        return (room, await room.Say(member, text));
    }
}
