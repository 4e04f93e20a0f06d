namespace OrleansBackends.Grains.Interfaces.Chat;

/// <summary>A thread that somebody follows, and how far it is read. Who left it stays known, so that the room does not bring it back.</summary>
[GenerateSerializer, Immutable, Alias("chat.thread")]
public sealed record FollowedThread
{
    [Id(0)] public required string Room { get; init; }
    [Id(1)] public required long Root { get; init; }
    [Id(2)] public long ReadSeq { get; init; }
    [Id(3)] public DateTimeOffset At { get; init; }
    [Id(4)] public bool Left { get; init; }
}

/// <summary>A thread as far as it concerns one reader.</summary>
[GenerateSerializer, Immutable, Alias("chat.thread-place")]
public sealed record ThreadPlace([property: Id(0)] string Room, [property: Id(1)] long Root, [property: Id(2)] long ReadSeq);

/// <param name="Replies">All that are there.</param>
/// <param name="LastSeq">The newest of them; 0 where there is none.</param>
/// <param name="Unread">Those after the reader's mark.</param>
[GenerateSerializer, Immutable, Alias("chat.thread-count")]
public sealed record ThreadCount([property: Id(0)] int Replies, [property: Id(1)] long LastSeq, [property: Id(2)] int Unread);

/// <summary>How far a room of somebody's has come: messages of the main list, and the last event that mentions the person.</summary>
[GenerateSerializer, Immutable, Alias("chat.room-tail")]
public sealed record RoomTail([property: Id(0)] string Room, [property: Id(1)] long LastN, [property: Id(2)] long LastMention);
