using OrleansBackends.Grains.Interfaces.Chat;
using OrleansBackends.Tests.Storage;

namespace OrleansBackends.Tests.Chat.Lists;

/// <summary>The same search, with the same expectations, on both databases.</summary>
[Collection<StorageCollection>]
public sealed class SearchTests(StorageSilos silos)
{
    private readonly UserId ann = NewRooms.Somebody();
    private readonly UserId bob = NewRooms.Somebody();

    [Theory, OnBothDatabases]
    public async Task Only_the_newest_version_of_a_message_is_found(Db db)
    {
        var room = await (await silos.Get<IGrainFactory>(db)).MakeRoom(ann);
        var message = await room.Say(ann, "green tea");
        await room.Messages.Edit(ann, message.Seq, "black tea");
        var gone = await room.Say(ann, "green coffee");
        Assert.Empty(await Find(room, ann, new SearchRequest { Words = "green tea" }));
        Assert.Equal([message.Seq], await Find(room, ann, new SearchRequest { Words = "BLACK" }));
        await room.Messages.Erase(ann, gone.Seq);
        Assert.Empty(await Find(room, ann, new SearchRequest { Words = "green" }));
        Assert.Equal([message.Seq], await Find(room, ann, new SearchRequest { Words = "tea" }));
    }

    [Theory, OnBothDatabases]
    public async Task The_words_of_a_phrase_follow_each_other_whole(Db db)
    {
        var room = await (await silos.Get<IGrainFactory>(db)).MakeRoom(ann);
        var (one, two) = (await room.Say(ann, "Green-tea, please"), await room.Say(ann, "tea that is green; teas"));
        Assert.Equal([two.Seq, one.Seq], await Find(room, ann, new SearchRequest { Words = "gre te" }));
        Assert.Equal([one.Seq], await Find(room, ann, new SearchRequest { Words = "\"GREEN tea\"" }));
        Assert.Equal([one.Seq], await Find(room, ann, new SearchRequest { Words = "\"green tea\" pl" }));
        Assert.Empty(await Find(room, ann, new SearchRequest { Words = "\"gre tea\"" }));
    }

    [Theory, OnBothDatabases]
    public async Task One_finds_what_one_may_read_and_nothing_else(Db db)
    {
        var room = await (await silos.Get<IGrainFactory>(db)).MakeRoom(ann, history: RoomHistory.Joined);
        await room.Say(ann, "word before");
        Assert.Empty(await Find(room, bob, new SearchRequest { Words = "word" }));
        await room.Members.Join(bob);
        var after = await room.Say(ann, "word after");
        Assert.Equal([after.Seq], await Find(room, bob, new SearchRequest { Words = "word" }));
        Assert.Equal([after.Seq, 3], await Find(room, ann, new SearchRequest { Words = "word" }));
        await room.Members.Kick(ann, new Sanction(bob, null, null));
        Assert.Empty(await Find(room, bob, new SearchRequest { Words = "word" }));
    }

    [Theory, OnBothDatabases]
    public async Task Filters_and_pages_narrow_it_down(Db db)
    {
        var grains = await silos.Get<IGrainFactory>(db);
        var (room, elsewhere) = (await grains.MakeRoom(ann), await grains.OpenConversation(ann, bob));
        await room.Members.Join(bob);
        await room.Say(ann, "tea one");
        await room.Say(bob, $"tea two <@{ann}>");
        await elsewhere.Say(bob, "tea three");
        Assert.Equal([5L], await Find(room, ann, new SearchRequest { MentionsMe = true }));
        Assert.Equal([4L], await Find(room, ann, new SearchRequest { Words = "tea", From = ann }));
        Assert.Equal([5L, 4L], await Find(room, ann, new SearchRequest { Words = "tea", Room = room.Id }));
        Assert.Empty(await Find(room, ann, new SearchRequest { Words = "tea", Before = DateTimeOffset.UtcNow.AddDays(-1) }));
        Assert.Equal(3, (await Find(room, ann, new SearchRequest { After = DateTimeOffset.UtcNow.AddDays(-1) })).Count);
        Assert.Equal(Errors.InvalidCursor, (await room.Queries.Search(ann, new SearchRequest { Words = "tea" }, new PageRequest(5, "nonsense"))).Error);
    }

    [Theory, OnBothDatabases]
    public async Task A_person_is_exported_and_erased(Db db)
    {
        var grains = await silos.Get<IGrainFactory>(db);
        var (room, talk) = (await grains.MakeRoom(ann), await grains.OpenConversation(ann, bob));
        await room.Members.Join(bob);
        await room.Say(bob, "mine");
        await talk.Say(bob, "mine too");
        await room.Say(ann, "not mine");
        var export = (await silos.Get<IEnumerable<IUserExport>>(db)).Single(e => e.Slice == "chat");
        var (lines, cursor) = (new List<string>(), default(string));
        do
        {
            var page = await export.Export(bob, cursor, CancellationToken.None);
            lines.AddRange(page.Items);
            cursor = page.NextCursor;
        }
        while (cursor is not null);
        Assert.Equal(["mine", "mine too"], lines.Skip(1).Select(i => DocumentJson.Read<OwnMessage>(i).Text).Order());

        var erasure = (await silos.Get<IEnumerable<IUserErasure>>(db)).Single(e => e.Slice == "chat");
        while (!await erasure.EraseStep(bob, CancellationToken.None))
        {
        }

        Assert.Equal(ChatErrors.RoomNotFound, (await room.Grain.Access(bob)).Error);
        Assert.Equal(["mine", "not mine"], (await room.History(ann)).Items.Select(m => m.Text));
        Assert.Empty(await room.Queries.RoomsOf(bob, 10));
        Assert.True(await room.Queries.OwnsRoom(ann));
    }

    private static async Task<IReadOnlyList<long>> Find(ChatRoom room, UserId user, SearchRequest search)
    {
        var found = new List<long>();
        string? cursor = null;
        do
        {
            var page = (await room.Queries.Search(user, search, new PageRequest(1, cursor))).Require();
            found.AddRange(page.Items.Select(m => m.Seq));
            cursor = page.NextCursor;
        }
        while (cursor is not null);

        return found;
    }
}
