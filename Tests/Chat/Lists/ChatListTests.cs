using Orleans.Core.Internal;
using OrleansBackends.Grains.Interfaces.Chat;
using OrleansBackends.Tests.Storage;

namespace OrleansBackends.Tests.Chat.Lists;

/// <summary>The same lists and pages, with the same expectations, on both databases.</summary>
[Collection<StorageCollection>]
public sealed class ChatListTests(StorageSilos silos)
{
    private readonly UserId owner = NewRooms.Somebody();

    [Theory, OnBothDatabases]
    public async Task History_is_read_from_every_place(Db db)
    {
        var room = await (await silos.Get<IGrainFactory>(db)).MakeRoom(owner);
        for (var i = 3; i <= 12; i++)
        {
            await room.Say(owner, $"{i}");
        }

        Assert.Equal("11,12 <", await Page(new HistoryRequest { Limit = 2 }));
        Assert.Equal("6,7 <>", await Page(new HistoryRequest { Before = 8, Limit = 2 }));
        Assert.Equal("3,4 >", await Page(new HistoryRequest { Before = 5, Limit = 5 }));
        Assert.Equal("9,10 <>", await Page(new HistoryRequest { After = 8, Limit = 2 }));
        Assert.Equal("11,12 <", await Page(new HistoryRequest { After = 10, Limit = 5 }));
        Assert.Equal("5,6,7,8 <>", await Page(new HistoryRequest { Around = 7, Limit = 4 }));
        Assert.Equal("3,4,5 >", await Page(new HistoryRequest { At = DateTimeOffset.UtcNow.AddHours(-1), Limit = 3 }));
        Assert.Equal("11,12 <", await Page(new HistoryRequest { At = DateTimeOffset.UtcNow.AddHours(1), Limit = 2 }));
        Assert.Equal([11L, 12L], (await room.Queries.History(owner, room.Id, 10, new HistoryRequest())).Items.Select(m => m.Seq));

        // The numbers, and whether there are messages before and after them.
        async Task<string> Page(HistoryRequest request)
        {
            var page = await room.History(owner, request);
            return $"{string.Join(',', page.Items.Select(m => m.Seq))} {(page.HasBefore ? "<" : "")}{(page.HasAfter ? ">" : "")}";
        }
    }

    [Theory, OnBothDatabases]
    public async Task Answers_are_found_by_the_index_that_holds_answers_alone(Db db)
    {
        const string OfOne = "WHERE stream = 'chat-room:r1' AND reply_to = 5";
        await silos.AssertUses(db, "chat_message_reply", $"SELECT data FROM chat_replies {OfOne} AND seq > 7");
        await silos.AssertUses(db, "chat_message_reply", $"SELECT count(*) FROM chat_live_replies {OfOne}");
        await silos.AssertUses(db, "chat_message_reply", $"SELECT count(*) FROM chat_live_thread {OfOne}");
    }

    [Theory, OnBothDatabases]
    public async Task A_message_shows_its_newest_text_its_reactions_and_its_replies(Db db)
    {
        var grains = await silos.Get<IGrainFactory>(db);
        var (room, other) = (await grains.MakeRoom(owner), NewRooms.Somebody());
        await room.Members.Join(other);
        var message = await room.Say(owner, "one");
        await room.Messages.Edit(owner, message.Seq, "two");
        await room.Messages.Edit(owner, message.Seq, "three <@" + other + ">");
        await room.Messages.React(other, message.Seq, "👍", on: true);
        await room.Messages.React(owner, message.Seq, ":b:", on: true);
        await room.Messages.React(owner, message.Seq, ":b:", on: false);
        await room.Say(other, "a reply", replyTo: message.Seq);
        var shown = Assert.Single((await room.History(owner)).Items);
        Assert.Equal(("three <@" + other + ">", 1), (shown.Text, shown.Replies));
        Assert.Equal([other], shown.Mentions);
        Assert.Equal([new ReactionView("👍", 1, false)], shown.Reactions);
        Assert.True((await room.Queries.Message(other, room.Id, 0, message.Seq)).Require().Reactions[0].Mine);
        Assert.Equal(ChatErrors.MessageNotFound, (await room.Queries.Message(other, room.Id, message.Seq, message.Seq)).Error);
    }

    [Theory, OnBothDatabases]
    public async Task My_rooms_are_ordered_by_activity_and_end_with_leaving(Db db)
    {
        var grains = await silos.Get<IGrainFactory>(db);
        var me = NewRooms.Somebody();
        var (a, b, c) = (await grains.MakeRoom(owner), await grains.MakeRoom(owner), await grains.OpenConversation(me, owner));
        await a.Members.Join(me);
        await b.Members.Join(me);
        await b.Say(owner, "in b");
        await a.Say(owner, "in a");
        var queries = grains.GetGrain<IChatQueries>(0);
        var first = (await queries.MyRooms(me, null, new PageRequest(2, null))).Require();
        Assert.Equal([a.Id, b.Id], first.Items.Select(r => r.Room.Id));
        Assert.Equal(["in a", "in b"], first.Items.Select(r => r.LastMessage?.Text));
        Assert.Equal([1L, 1L], first.Items.Select(r => r.Room.LastN));
        Assert.Equal([c.Id], (await queries.MyRooms(me, null, new PageRequest(2, first.NextCursor))).Require().Items.Select(r => r.Room.Id));
        Assert.Equal([c.Id], (await queries.MyRooms(me, RoomKind.Direct, new PageRequest(9, null))).Require().Items.Select(r => r.Room.Id));
        await TestTime.Eventually(
            async () => (await queries.MyRooms(me, null, new PageRequest(1, null))).Require().Items[0].Room.Members == 2, "the list shows both members");
        await a.Members.Leave(me, null);
        await b.Grain.Delete(owner);
        Assert.Equal([c.Id], (await queries.MyRooms(me, null, new PageRequest(9, null))).Require().Items.Select(r => r.Room.Id));
        Assert.Equal(2, await queries.CountRooms(me, 10));
    }

    [Theory, OnBothDatabases]
    public async Task Members_are_listed_by_role_and_the_barred_apart(Db db)
    {
        var grains = await silos.Get<IGrainFactory>(db);
        var room = await grains.MakeRoom(owner);
        var people = Enumerable.Range(0, 5).Select(_ => NewRooms.Somebody()).ToList();
        foreach (var person in people)
        {
            await room.Members.Join(person);
        }

        await room.Members.SetRole(owner, people[0], RoomRole.Moderator);
        await room.Members.Ban(people[0], new Sanction(people[1], null, "spam"));
        var all = new List<UserId>();
        string? cursor = null;
        do
        {
            var page = (await room.Queries.Members(room.Id, new MemberFilter(null, false, null), new PageRequest(2, cursor))).Require();
            all.AddRange(page.Items.Select(m => m.User));
            cursor = page.NextCursor;
        }
        while (cursor is not null);
        Assert.Equal(people.Except([people[1]]).Append(owner).OrderBy(u => u.ToString(), StringComparer.Ordinal), all);
        Assert.Equal([people[0]], await Found(new MemberFilter(RoomRole.Moderator, false, null)));
        Assert.Equal([people[1]], await Found(new MemberFilter(null, true, null)));
        Assert.Equal([people[2]], await Found(new MemberFilter(null, false, [people[2], people[1]])));

        async Task<IEnumerable<UserId>> Found(MemberFilter filter) =>
            (await room.Queries.Members(room.Id, filter, new PageRequest(10, null))).Require().Items.Select(m => m.User);
    }

    [Theory, OnBothDatabases]
    public async Task Public_rooms_are_found_by_words_in_each_order(Db db)
    {
        var grains = await silos.Get<IGrainFactory>(db);
        var word = $"w{Guid.NewGuid():N}";
        var ids = new List<string>();
        foreach (var name in new[] { "alpha", "Beta", "gamma" })
        {
            var room = await grains.MakeRoom(owner);
            (await room.Grain.Change(owner, new RoomChange { Name = name, Topic = $"about {word}" }, null)).Require();
            ids.Add(room.Id);
        }

        (await grains.GetGrain<IRoomGrain>(ChatKey.Room(ids[1])).Change(owner, new RoomChange { Visibility = RoomVisibility.Private }, null)).Require();
        var queries = grains.GetGrain<IChatQueries>(0);
        foreach (var sort in Enum.GetValues<DirectorySort>())
        {
            var first = (await queries.Directory(word, sort, new PageRequest(1, null))).Require();
            var second = (await queries.Directory(word, sort, new PageRequest(1, first.NextCursor))).Require();
            Assert.Equal(new[] { ids[0], ids[2] }.Order(), first.Items.Concat(second.Items).Select(r => r.Id).Order());
            Assert.Null(second.NextCursor);
        }

        Assert.Equal(["alpha", "gamma"], (await queries.Directory(word, DirectorySort.Name, new PageRequest(9, null))).Require().Items.Select(r => r.Settings.Name));
    }

    [Theory, OnBothDatabases]
    public async Task Messages_are_counted_up_to_any_number_also_over_erased_ones(Db db)
    {
        var room = await (await silos.Get<IGrainFactory>(db)).MakeRoom(owner);
        var root = await room.Say(owner, "one");
        await room.Say(owner, "reply", replyTo: root.Seq);
        var two = await room.Say(owner, "two");
        await room.Messages.Edit(owner, two.Seq, "two again");
        await room.Messages.Erase(owner, two.Seq);
        await room.Messages.Erase(owner, 4);
        await room.Say(owner, "three");
        long[] counts = [0, 0, 1, 1, 2, 2, 2, 2, 3];
        Assert.Equal(counts, await Task.WhenAll(Enumerable.Range(1, 9).Select(seq => room.Queries.CountTo(room.Id, seq))));
    }

    [Theory, OnBothDatabases]
    public async Task A_large_room_is_read_back_whole(Db db)
    {
        var grains = await silos.Get<IGrainFactory>(db);
        var room = await grains.MakeRoom(owner);
        var people = Enumerable.Range(0, 50).Select(_ => NewRooms.Somebody()).ToList();
        await Task.WhenAll(people.Select(person => room.Members.Join(person)));
        await room.Members.Ban(owner, new Sanction(people[0], null, null));
        (await room.Grain.Change(owner, new RoomChange { Topic = "snapshot" }, null)).Require();
        await room.Grain.AsReference<IGrainManagementExtension>().DeactivateOnIdle();
        Assert.Equal(50, (await room.Grain.Get(owner)).Require().Members);
        Assert.Equal(ChatErrors.Banned, (await room.Members.Join(people[0])).Error);
        await room.Say(people[1], "still in");
        Assert.Equal(ChatErrors.RoomNotFound, (await room.Send(people[0], "out")).Error);
    }

}
