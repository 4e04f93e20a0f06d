namespace OrleansBackends.Grains.Interfaces.Chat;

[GenerateSerializer, Immutable, Alias("chat.new-message")]
public sealed record NewMessage
{
    [Id(0)] public required UserId By { get; init; }
    [Id(1)] public required string ClientId { get; init; }
    [Id(2)] public required string Text { get; init; }

    /// <summary>The message that is answered; the answer belongs to the thread of its root.</summary>
    [Id(3)] public long? ReplyTo { get; init; }

    /// <summary>Shows a reply in the main list too.</summary>
    [Id(4)] public bool AlsoInRoom { get; init; }
}

[GenerateSerializer, Immutable, Alias("chat.reaction")]
public sealed record ReactionView([property: Id(0)] string Emoji, [property: Id(1)] int Count, [property: Id(2)] bool Mine);

/// <summary>A message in its newest version, or its tombstone: then without a text.</summary>
[GenerateSerializer, Immutable, Alias("chat.message")]
public sealed record MessageView
{
    [Id(0)] public required string Room { get; init; }
    [Id(1)] public long Seq { get; init; }
    [Id(2)] public long N { get; init; }
    [Id(3)] public UserId? By { get; init; }
    [Id(4)] public string? ClientId { get; init; }
    [Id(5)] public string? Text { get; init; }
    [Id(6)] public long? ReplyTo { get; init; }
    [Id(7)] public bool AlsoInRoom { get; init; }
    [Id(8)] public IReadOnlyList<UserId> Mentions { get; init; } = [];

    /// <summary><c>all</c> or <c>here</c> where the message mentions everybody.</summary>
    [Id(9)] public string? Everybody { get; init; }
    [Id(10)] public DateTimeOffset At { get; init; }
    [Id(11)] public DateTimeOffset? EditedAt { get; init; }
    [Id(12)] public bool Deleted { get; init; }
    [Id(13)] public IReadOnlyList<ReactionView> Reactions { get; init; } = [];
    [Id(14)] public int Replies { get; init; }

    /// <summary>The name under which a hook posted it; then <see cref="By"/> is the hook.</summary>
    [Id(15)] public string? Hook { get; init; }
}

/// <summary>A former or the current text of a message.</summary>
[GenerateSerializer, Immutable, Alias("chat.version")]
public sealed record MessageVersion([property: Id(0)] long Seq, [property: Id(1)] DateTimeOffset At, [property: Id(2)] string Text);

/// <summary>Which part of a room's messages: exactly one of the four places.</summary>
[GenerateSerializer, Immutable, Alias("chat.history-request")]
public sealed record HistoryRequest
{
    [Id(0)] public long? Before { get; init; }
    [Id(1)] public long? After { get; init; }
    [Id(2)] public long? Around { get; init; }
    [Id(3)] public DateTimeOffset? At { get; init; }
    [Id(4)] public int Limit { get; init; } = 50;

    /// <summary>The root of a thread; null for the main list.</summary>
    [Id(5)] public long? Thread { get; init; }
}

/// <summary>Messages in order of their numbers.</summary>
[GenerateSerializer, Immutable, Alias("chat.history-page")]
public sealed record HistoryPage(
    [property: Id(0)] IReadOnlyList<MessageView> Items, [property: Id(1)] bool HasBefore, [property: Id(2)] bool HasAfter);

/// <summary>One entry of a room's log. <paramref name="Data"/> is JSON text.</summary>
[GenerateSerializer, Immutable, Alias("chat.event")]
public sealed record RoomEvent(
    [property: Id(0)] long Seq, [property: Id(1)] string Name, [property: Id(2)] string Data);

/// <summary>Exactly what follows a number, in order.</summary>
[GenerateSerializer, Immutable, Alias("chat.events")]
public sealed record EventPage(
    [property: Id(0)] IReadOnlyList<RoomEvent> Events, [property: Id(1)] long LastSeq, [property: Id(2)] bool More);
