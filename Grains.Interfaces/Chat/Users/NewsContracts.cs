namespace OrleansBackends.Grains.Interfaces.Chat;

/// <summary>Something was said to a person: a mention, or anything in a conversation. Of each room it arrives in the order of its log.</summary>
[GenerateSerializer, Immutable, Alias("chat.news")]
public sealed record RoomNews
{
    /// <summary>Where and by whom.</summary>
    [Id(0)] public required Mention What { get; init; }
    [Id(1)] public bool IsMention { get; init; }
    [Id(2)] public RoomKind Kind { get; init; }

    /// <summary>The room's name; conversations have none.</summary>
    [Id(3)] public string? RoomName { get; init; }
}
