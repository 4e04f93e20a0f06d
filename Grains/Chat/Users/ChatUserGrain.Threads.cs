using OrleansBackends.Grains.Chat.Threads;
using OrleansBackends.Grains.Interfaces.Chat;

namespace OrleansBackends.Grains.Chat.Users;

/// <summary>Threads are durable when answered, but for their marks, which go with those of the rooms.</summary>
internal sealed partial class ChatUserGrain : IChatThreadsGrain
{
    public Task Follow(string room, long root, long readSeq, bool byItself)
    {
        var isFollowed = state.Threads.Find(room, root) is { Left: false };
        var next = state with { Threads = state.Threads.Follow(room, root, readSeq, byItself, time.Now()) };
        if (!isFollowed)
        {
            return Commit(next);
        }

        state = next;
        WriteSoon();
        return Task.CompletedTask;
    }

    public Task Unfollow(string room, long root) => Commit(state with { Threads = state.Threads.Leave(room, root) });

    public Task<long> MarkThread(string room, long root, long seq)
    {
        var next = state.Threads.Read(room, root, seq);
        if (next != state.Threads)
        {
            state = state with { Threads = next };
            WriteSoon();
            Announce("read", new { Room = room, Thread = root, Seq = seq });
        }

        return Task.FromResult(Math.Max(0, next.Find(room, root)?.ReadSeq ?? 0));
    }

    public Task<Result<Page<FollowedThread>>> Threads(PageRequest page) => Task.FromResult(state.Threads.Page(page));
}
