namespace OrleansBackends.Grains.Interfaces.Chat;

/// <summary>What is looked for in the rooms of one person; at least words or one of the filters.</summary>
[GenerateSerializer, Immutable, Alias("chat.search")]
public sealed record SearchRequest
{
    [Id(0)] public string? Words { get; init; }
    [Id(1)] public UserId? From { get; init; }
    [Id(2)] public string? Room { get; init; }
    [Id(3)] public DateTimeOffset? Before { get; init; }
    [Id(4)] public DateTimeOffset? After { get; init; }

    /// <summary>Only messages that mention the searcher.</summary>
    [Id(5)] public bool MentionsMe { get; init; }
}

/// <summary>The pinned messages of a room, in the order in which they were pinned.</summary>
[GenerateSerializer, Immutable, Alias("chat.pinned")]
public sealed record Pinned([property: Id(0)] IReadOnlyList<long> Seqs, [property: Id(1)] long FloorSeq);

/// <summary>A message as its author sent it, for the author's own export.</summary>
[GenerateSerializer, Immutable, Alias("chat.own-message")]
public sealed record OwnMessage([property: Id(0)] string Room, [property: Id(1)] long Seq, [property: Id(2)] DateTimeOffset At, [property: Id(3)] string Text);
