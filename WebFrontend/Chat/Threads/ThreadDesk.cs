using OrleansBackends.Grains.Interfaces.Chat;
using OrleansBackends.WebFrontend.Chat.Messages;

namespace OrleansBackends.WebFrontend.Chat.Threads;

/// <summary>A thread that the reader follows: its root, how many replies there are and how many of them are unread.</summary>
public sealed record ThreadAnswer(string Room, MessageAnswer Root, int Replies, long LastSeq, long ReadSeq, int Unread);

/// <summary>What several routes share about threads.</summary>
internal sealed class ThreadDesk(ChatDesk desk, People people, IGrainFactory grains)
{
    public IChatThreadsGrain User(UserId user) => grains.GetGrain<IChatThreadsGrain>(ChatKey.User(user));

    /// <summary>Only those that the reader may still read.</summary>
    public async Task<IReadOnlyList<ThreadAnswer>> Show(IReadOnlyList<FollowedThread> threads, UserId reader)
    {
        var counts = await desk.Queries.ThreadCounts([.. threads.Select(thread => new ThreadPlace(thread.Room, thread.Root, thread.ReadSeq))]);
        var roots = await Task.WhenAll(threads.Select(thread => Root(thread.Room, thread.Root, reader)));
        var found = threads.Zip(counts, roots).Where(one => one.Third.IsOk).ToList();
        var shown = await people.Show([.. found.Select(one => one.Third.Value!)], reader);
        return [.. found.Zip(shown, (one, root) => new ThreadAnswer(
            one.First.Room, root, one.Second.Replies, one.Second.LastSeq, one.First.ReadSeq, one.Second.Unread))];
    }

    /// <summary>The root of a thread; a reply is none.</summary>
    public Task<Result<MessageView>> Root(string room, long root, UserId reader) => desk.Read<MessageView>(room, reader, async access =>
        await desk.Queries.Message(reader, room, access.FloorSeq, root) is { Value: { ReplyTo: null } found } ? found : ChatErrors.MessageNotFound);

    /// <summary>Moves the reader's mark of a thread, never beyond what the room has.</summary>
    public Task<Result<ReadAnswer>> MarkRead(string room, long root, long seq, UserId reader) => desk.Read<ReadAnswer>(room, reader, async access =>
    {
        var mark = await User(reader).MarkThread(room, root, Math.Clamp(seq, 0, access.LastSeq));
        var count = await desk.Queries.ThreadCounts([new ThreadPlace(room, root, mark)]);
        return new ReadAnswer(mark, count[0].Unread, await desk.Queries.CountMentions(reader, room, mark));
    });
}
