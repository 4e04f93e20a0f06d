using OrleansBackends.Grains.Interfaces.Chat;
using OrleansBackends.Tests.Storage;

namespace OrleansBackends.Tests.Chat.Lists;

/// <summary>What those read who run rooms, and what is left of what was said: the same on both databases.</summary>
[Collection<StorageCollection>]
public sealed class DeskListTests(StorageSilos silos)
{
    private readonly UserId owner = NewRooms.Somebody();
    private readonly UserId member = NewRooms.Somebody();

    [Theory, OnBothDatabases]
    public async Task Reports_are_paged_and_leave_the_open_ones_when_they_are_resolved(Db db)
    {
        var (grains, room) = await Room(db);
        var queries = grains.GetGrain<IModerationQueries>(0);
        foreach (var text in new[] { "one", "two", "three" })
        {
            var message = await room.Say(owner, text);
            (await room.Moderation.Report(new NewReport(member, message.Seq, ReportReason.Spam, null))).Require();
        }

        (await room.Moderation.Resolve(owner, 2, ReportAction.Delete)).Require();
        var first = (await queries.Reports(room.Id, open: false, new PageRequest(2, null))).Require();
        var second = (await queries.Reports(room.Id, open: false, new PageRequest(2, first.NextCursor))).Require();
        Assert.Equal(["three", "two", "one"], first.Items.Concat(second.Items).Select(report => report.Text));
        Assert.Equal((ReportAction.Delete, owner), (first.Items[1].Action!.Value, first.Items[1].ResolvedBy!.Value));
        Assert.Equal([3L, 1L], (await queries.Reports(room.Id, open: true, new PageRequest(9, null))).Require().Items.Select(report => report.N));
        Assert.Equal(["resolve", "made"], (await queries.Audit(room.Id, new PageRequest(9, null))).Require().Items.Select(audit => audit.Act));
        Assert.Equal(ChatErrors.AlreadyReported, (await room.Moderation.Report(new NewReport(member, 4, ReportReason.Spam, null))).Error);
    }

    [Theory, OnBothDatabases]
    public async Task Invitations_by_name_are_listed_until_they_are_taken(Db db)
    {
        var grains = await silos.Get<IGrainFactory>(db);
        var rooms = new List<ChatRoom>();
        for (var i = 0; i < 3; i++)
        {
            rooms.Add(await grains.MakeRoom(owner, RoomVisibility.Private));
            (await rooms[i].Invites.Invite(new NewInvite { By = owner, User = member, ExpiresAt = DateTimeOffset.UtcNow.AddDays(1) })).Require();
        }

        (await rooms[1].Members.Join(member)).Require();
        var queries = grains.GetGrain<IChatQueries>(0);
        var first = (await queries.Invitations(member, new PageRequest(1, null))).Require();
        var second = (await queries.Invitations(member, new PageRequest(1, first.NextCursor))).Require();
        Assert.Equal([rooms[2].Id, rooms[0].Id], first.Items.Concat(second.Items).Select(one => one.Room.Id));
        Assert.Null(second.NextCursor);
    }

    [Theory, OnBothDatabases]
    public async Task Lists_read_of_a_room_no_more_than_they_show(Db db)
    {
        var (grains, room) = await Room(db);
        var words = Enumerable.Range(0, ChatLimits.Words).Select(i => new WordRule($"unwanted{i}", WordAction.Block)).ToList();
        (await room.Moderation.SetWords(owner, words)).Require();
        (await room.Hooks.AddHook(new NewHook(owner, "secret hook", null))).Require();
        (await room.Members.SetLevel(member, NotifyLevel.All)).Require();
        var database = await silos.Get<QueryDatabase>(db);
        var head = Assert.Single(await database.Query<string>("SELECT document FROM chat_room_heads WHERE grain_key = @key", new { key = ChatKey.Room(room.Id) }));
        Assert.True(head.Length < 2_048, head);
        Assert.DoesNotContain("unwanted", head, StringComparison.Ordinal);
        Assert.DoesNotContain("hook", head, StringComparison.Ordinal);
        Assert.DoesNotContain(member.ToString(), head, StringComparison.Ordinal);
        var queries = grains.GetGrain<IChatQueries>(0);
        var mine = Assert.Single((await queries.MyRooms(member, RoomKind.Room, new PageRequest(9, null))).Require().Items);
        Assert.Equal((await room.Grain.Get(member)).Require() with { Users = [] }, mine.Room with { Users = [] });
    }

    [Theory, OnBothDatabases]
    public async Task Tails_and_threads_are_counted(Db db)
    {
        var (_, room) = await Room(db);
        var root = await room.Say(owner, "root");
        var (one, two) = (await room.Say(member, "one", replyTo: root.Seq), await room.Say(member, "two", replyTo: root.Seq, alsoInRoom: true));
        await room.Messages.Erase(member, one.Seq);
        ThreadPlace[] places = [new(room.Id, root.Seq, root.Seq), new(room.Id, root.Seq, two.Seq), new(room.Id, two.Seq, 0)];
        Assert.Equal([new ThreadCount(1, two.Seq, 1), new ThreadCount(1, two.Seq, 0), new ThreadCount(0, 0, 0)], await room.Queries.ThreadCounts(places));
        Assert.Equal([new RoomTail(room.Id, 2, 0)], await room.Queries.Tails(member));
        Assert.Equal(["root", null, "two"], (await room.Queries.AllMessages(owner, room.Id, 0, 10)).Select(message => message.Text));
    }

    [Theory, OnBothDatabases]
    public async Task What_is_deleted_leaves_its_text_in_no_row(Db db)
    {
        var (_, room) = await Room(db);
        var (first, second) = ($"w{Guid.NewGuid():N}", $"w{Guid.NewGuid():N}");
        var message = await room.Say(member, $"a {first} <@{owner}>");
        (await room.Messages.Edit(member, message.Seq, $"a {second}")).Require();
        (await room.Messages.Pin(owner, message.Seq, on: true)).Require();
        Assert.Equal((1, 1), (await Rows(db, first), await Rows(db, second)));
        (await room.Messages.Erase(member, message.Seq)).Require();
        Assert.Equal((0, 0), (await Rows(db, first), await Rows(db, second)));
        foreach (var word in new[] { first, second })
        {
            Assert.Empty((await room.Queries.Search(member, new SearchRequest { Words = word }, new PageRequest(10, null))).Require().Items);
        }

        Assert.Empty(await room.Queries.Versions(room.Id, message.Seq));
        Assert.Null(Assert.Single(await room.Queries.AllMessages(owner, room.Id, 0, 10)).Text);
        Assert.Empty(await room.Queries.SentBy(member, "", 0, 10));
    }

    private async Task<(IGrainFactory Grains, ChatRoom Room)> Room(Db db)
    {
        var grains = await silos.Get<IGrainFactory>(db);
        var room = await grains.MakeRoom(owner);
        await room.Members.Join(member);
        return (grains, room);
    }

    /// <summary>Rows of documents, journals and, on SQLite, of the full-text index that hold a word.</summary>
    private async Task<long> Rows(Db db, string word)
    {
        var database = await silos.Get<QueryDatabase>(db);
        var rows = await database.Query<long>(
            """
            SELECT (SELECT count(*) FROM journal WHERE cast(data AS text) LIKE @like) + (SELECT count(*) FROM grain_state WHERE cast(state AS text) LIKE @like)
            """,
            new { like = $"%{word}%" });
        return db == Db.Sqlite ? Math.Max(rows[0], (await database.Query<long>("SELECT count(*) FROM chat_words WHERE chat_words MATCH @word", new { word }))[0]) : rows[0];
    }
}
