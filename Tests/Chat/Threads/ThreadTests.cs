using OrleansBackends.Grains.Interfaces.Chat;

namespace OrleansBackends.Tests.Chat.Threads;

[Collection<ClusterCollection>]
public sealed class ThreadTests(ClusterFixture cluster)
{
    private readonly UserId ann = NewRooms.Somebody();
    private readonly UserId bob = NewRooms.Somebody();

    [Fact]
    public async Task Who_begins_a_thread_and_who_answers_follow_it()
    {
        var room = await Room();
        var root = await room.Say(ann, "root");
        var reply = await room.Say(bob, "reply", replyTo: root.Seq);
        await Follows(room, ann, root.Seq);
        await Follows(room, bob, root.Seq);
        Assert.Equal((root.Seq, reply.Seq), ((await Of(room, ann)).ReadSeq, (await Of(room, bob)).ReadSeq));
        Assert.Equal(new ThreadCount(1, reply.Seq, 1), await Count(room, ann, root.Seq));
        Assert.Equal(new ThreadCount(1, reply.Seq, 0), await Count(room, bob, root.Seq));
        Assert.Equal(reply.Seq, await room.Threads(ann).MarkThread(room.Id, root.Seq, reply.Seq));
        Assert.Equal(reply.Seq, await room.Threads(ann).MarkThread(room.Id, root.Seq, 1));
        Assert.Equal(0, (await Count(room, ann, root.Seq)).Unread);
        await room.Messages.Erase(bob, reply.Seq);
        Assert.Equal(new ThreadCount(0, 0, 0), await Count(room, bob, root.Seq));
    }

    [Fact]
    public async Task A_thread_that_its_beginner_left_does_not_come_back_by_itself()
    {
        var room = await Room();
        var root = await room.Say(ann, "root");
        await room.Say(bob, "reply", replyTo: root.Seq);
        await Follows(room, ann, root.Seq);
        await room.Threads(ann).Unfollow(room.Id, root.Seq);
        var second = await room.Say(bob, "another", replyTo: root.Seq);
        await TestTime.Eventually(async () => (await Of(room, bob)).ReadSeq == second.Seq, "the second reply is delivered");
        Assert.Empty((await room.Threads(ann).Threads(new PageRequest(10, null))).Require().Items);
        var own = await room.Say(ann, "my own", replyTo: root.Seq);
        await Follows(room, ann, root.Seq);
        await cluster.DeactivateAsync(room.Threads(ann));
        Assert.Equal(own.Seq, (await Of(room, ann)).ReadSeq);
    }

    [Fact]
    public async Task Of_too_many_threads_the_oldest_is_dropped_and_pages_neither_skip_nor_repeat()
    {
        var threads = cluster.Grains.GetGrain<IChatThreadsGrain>(ChatKey.User(ann));
        for (var root = 1; root <= ChatLimits.Threads + 1; root++)
        {
            await threads.Follow("rabc", root, root, byItself: false);
        }

        var (roots, cursor) = (new List<long>(), default(string));
        do
        {
            var page = (await threads.Threads(new PageRequest(100, cursor))).Require();
            roots.AddRange(page.Items.Select(thread => thread.Root));
            cursor = page.NextCursor;
        }
        while (cursor is not null);
        Assert.Equal(Enumerable.Range(2, ChatLimits.Threads).Select(root => (long)root), roots.Order());
        Assert.Equal(Errors.InvalidCursor, (await threads.Threads(new PageRequest(1, "nonsense"))).Error);
    }

    private async Task<ChatRoom> Room()
    {
        var room = await cluster.Grains.MakeRoom(ann);
        await room.Members.Join(bob);
        return room;
    }

    private static async Task<FollowedThread> Of(ChatRoom room, UserId user) => (await room.Threads(user).Threads(new PageRequest(10, null))).Require().Items[0];

    private static async Task<ThreadCount> Count(ChatRoom room, UserId user, long root) =>
        (await room.Queries.ThreadCounts([new ThreadPlace(room.Id, root, (await Of(room, user)).ReadSeq)]))[0];

    private static Task Follows(ChatRoom room, UserId user, long root) => TestTime.Eventually(
        async () => (await room.Threads(user).Threads(new PageRequest(10, null))).Require().Items is [{ } thread] && thread.Root == root, "the thread is followed");
}
