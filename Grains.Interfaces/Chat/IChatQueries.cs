using Orleans.Concurrency;

namespace OrleansBackends.Grains.Interfaces.Chat;

/// <summary>Lists and pages over rooms and their logs (<c>GetGrain&lt;IChatQueries&gt;(0)</c>). What may be read was decided by the room.</summary>
[GrainInterfaceType("chat-queries"), Alias("chat.i-queries")]
public interface IChatQueries : IGrainWithIntegerKey
{
    /// <summary>Public rooms by name, members or activity.</summary>
    [ReadOnly, Alias("Directory")]
    Task<Result<Page<RoomView>>> Directory(string? words, DirectorySort sort, PageRequest page);

    /// <summary>The rooms somebody is in, the last active first.</summary>
    [ReadOnly, Alias("MyRooms")]
    Task<Result<Page<MyRoom>>> MyRooms(UserId user, RoomKind? kind, PageRequest page);

    [ReadOnly, Alias("CountRooms")]
    Task<int> CountRooms(UserId user, int upTo);

    [ReadOnly, Alias("Members")]
    Task<Result<Page<MemberView>>> Members(string room, MemberFilter filter, PageRequest page);

    [ReadOnly, Alias("History")]
    Task<HistoryPage> History(UserId asker, string room, long floorSeq, HistoryRequest request);

    [ReadOnly, Alias("Message")]
    Task<Result<MessageView>> Message(UserId asker, string room, long floorSeq, long seq);

    /// <summary>All texts a message ever had, the oldest first.</summary>
    [ReadOnly, Alias("Versions")]
    Task<IReadOnlyList<MessageVersion>> Versions(string room, long seq);

    /// <summary>Entries after a number, in order.</summary>
    [ReadOnly, Alias("Events")]
    Task<IReadOnlyList<RoomEvent>> Events(string room, long after, int limit);

    /// <summary>These messages, where they are still there, in order of their numbers.</summary>
    [ReadOnly, Alias("Pick")]
    Task<IReadOnlyList<MessageView>> Pick(UserId asker, string room, long floorSeq, IReadOnlyList<long> seqs);

    /// <summary>Who mentioned somebody where, the newest first.</summary>
    [ReadOnly, Alias("Mentions")]
    Task<Result<Page<Mention>>> Mentions(UserId user, PageRequest page);

    /// <summary>How often somebody was mentioned in a room after a number.</summary>
    [ReadOnly, Alias("CountMentions")]
    Task<int> CountMentions(UserId user, string room, long afterSeq);

    /// <summary>Messages of the rooms that somebody is in, the newest first. Refuses with <c>search-busy</c> when it takes too long.</summary>
    [ReadOnly, Alias("Search")]
    Task<Result<Page<MessageView>>> Search(UserId user, SearchRequest search, PageRequest page);

    /// <summary>Rooms, not conversations, that somebody is in.</summary>
    [ReadOnly, Alias("RoomsOf")]
    Task<IReadOnlyList<string>> RoomsOf(UserId user, int limit);

    /// <summary>Rooms that somebody is invited to by name, in order of their ids, the newest room first.</summary>
    [ReadOnly, Alias("Invitations")]
    Task<Result<Page<Invitation>>> Invitations(UserId user, PageRequest page);

    /// <summary>Whether somebody owns a room.</summary>
    [ReadOnly, Alias("OwnsRoom")]
    Task<bool> OwnsRoom(UserId user);

    /// <summary>What somebody sent and is still there, in order of rooms and numbers, after one of them.</summary>
    [ReadOnly, Alias("SentBy")]
    Task<IReadOnlyList<OwnMessage>> SentBy(UserId user, string afterRoom, long afterSeq, int limit);

    /// <summary>Counts of these threads, in their order.</summary>
    [ReadOnly, Alias("ThreadCounts")]
    Task<IReadOnlyList<ThreadCount>> ThreadCounts(IReadOnlyList<ThreadPlace> threads);

    /// <summary>All rooms and conversations of somebody, in order of their ids.</summary>
    [ReadOnly, Alias("Tails")]
    Task<IReadOnlyList<RoomTail>> Tails(UserId user);

    /// <summary>Messages and replies after a number, each in its newest version, in order.</summary>
    [ReadOnly, Alias("AllMessages")]
    Task<IReadOnlyList<MessageView>> AllMessages(UserId asker, string room, long afterSeq, int limit);

    /// <summary>Messages of the main list up to a number.</summary>
    [ReadOnly, Alias("CountTo")]
    Task<long> CountTo(string room, long seq);
}

[GenerateSerializer, Alias("chat.directory-sort")]
public enum DirectorySort
{
    Name,
    Members,
    Activity,
}

/// <param name="Role">Only members with this role.</param>
/// <param name="Banned">Those who are barred, instead of the members.</param>
/// <param name="Users">Only these people; null for all.</param>
[GenerateSerializer, Immutable, Alias("chat.member-filter")]
public sealed record MemberFilter([property: Id(0)] RoomRole? Role, [property: Id(1)] bool Banned, [property: Id(2)] IReadOnlyList<UserId>? Users);
