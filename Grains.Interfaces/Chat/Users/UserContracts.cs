namespace OrleansBackends.Grains.Interfaces.Chat;

/// <summary>What one tells of oneself until a time.</summary>
[GenerateSerializer, Immutable, Alias("chat.status")]
public sealed record ChatStatus([property: Id(0)] string? Text, [property: Id(1)] string? Emoji, [property: Id(2)] DateTimeOffset? Until);

[GenerateSerializer, Immutable, Alias("chat.profile")]
public sealed record ChatProfile([property: Id(0)] UserId User, [property: Id(1)] ChatStatus? Status, [property: Id(2)] bool Receipts)
{
    /// <summary>What this person wants to be seen as; for their own eyes.</summary>
    [Id(3)] public ChosenPresence Presence { get; init; } = ChosenPresence.Auto;
}

[GenerateSerializer, Immutable, Alias("chat.profile-change")]
public sealed record ProfileChange([property: Id(0)] Optional<ChatStatus> Status, [property: Id(1)] Optional<bool> Receipts);

[GenerateSerializer, Alias("chat.level")]
public enum NotifyLevel
{
    All,
    Mentions,
    None,
}

/// <summary>How far one has read a room, and how one wants to be told of it.</summary>
[GenerateSerializer, Immutable, Alias("chat.room-mark")]
public sealed record RoomMark
{
    [Id(0)] public long Seq { get; init; }

    /// <summary>Messages of the main list up to there.</summary>
    [Id(1)] public long N { get; init; }
    [Id(2)] public NotifyLevel Level { get; init; } = NotifyLevel.Mentions;
    [Id(3)] public DateTimeOffset? MutedUntil { get; init; }
    [Id(4)] public bool Favourite { get; init; }

    /// <summary>Hidden until the next message after this number.</summary>
    [Id(5)] public long? HiddenAt { get; init; }

    /// <summary>What was said to this person came in up to here, so that a second delivery notifies of nothing.</summary>
    [Id(6)] public long ToldSeq { get; init; }

    /// <summary>The number under which the room has the level.</summary>
    [Id(7)] public long LevelChoice { get; init; }
}

/// <summary>The newest message that somebody sent to a room, and the messages of the main list up to there.</summary>
[GenerateSerializer, Immutable, Alias("chat.sent-up-to")]
public sealed record SentUpTo([property: Id(0)] string Room, [property: Id(1)] long Seq, [property: Id(2)] long N);

[GenerateSerializer, Immutable, Alias("chat.settings-change")]
public sealed record MarkSettings(
    [property: Id(1)] Optional<DateTimeOffset?> MutedUntil, [property: Id(2)] Optional<bool> Favourite, [property: Id(3)] Optional<bool> Hidden);

/// <summary>A room of somebody's list, with the newest message of its main list.</summary>
[GenerateSerializer, Immutable, Alias("chat.my-room")]
public sealed record MyRoom
{
    [Id(0)] public required RoomView Room { get; init; }
    [Id(1)] public MessageView? LastMessage { get; init; }
    [Id(2)] public DateTimeOffset ActiveAt { get; init; }
}
