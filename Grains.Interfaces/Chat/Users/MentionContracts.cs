namespace OrleansBackends.Grains.Interfaces.Chat;

/// <summary>Somebody was mentioned in a message. Of each room they arrive in the order of its log, so the number alone tells a repeat.</summary>
[GenerateSerializer, Immutable, Alias("chat.mention")]
public sealed record Mention(
    [property: Id(0)] string Room, [property: Id(1)] long Seq, [property: Id(2)] long Message, [property: Id(3)] UserId By, [property: Id(4)] DateTimeOffset At)
{
    /// <summary>The name under which a hook said it; null where a person did.</summary>
    [Id(5)] public string? Hook { get; init; }
}

/// <summary>A place that somebody keeps for later.</summary>
[GenerateSerializer, Immutable, Alias("chat.saved")]
public sealed record SavedMessage([property: Id(0)] string Room, [property: Id(1)] long Seq, [property: Id(2)] DateTimeOffset At);
