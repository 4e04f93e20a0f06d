namespace OrleansBackends.Grains.Interfaces.Chat;

/// <summary>From the weakest to the strongest: of several connections the strongest is shown.</summary>
[GenerateSerializer, Alias("chat.presence-state")]
public enum PresenceState
{
    Offline,
    Away,
    Online,

    /// <summary>Do not disturb, set by hand.</summary>
    Dnd,
}

[GenerateSerializer, Alias("chat.presence-choice")]
public enum PresenceChoice
{
    /// <summary>What the connections tell.</summary>
    Auto,
    Away,
    Dnd,

    /// <summary>Looks offline to everybody.</summary>
    Invisible,
}

/// <summary>What somebody wants to be seen as, until a time or for good.</summary>
[GenerateSerializer, Immutable, Alias("chat.chosen-presence")]
public sealed record ChosenPresence([property: Id(0)] PresenceChoice State, [property: Id(1)] DateTimeOffset? Until)
{
    public static ChosenPresence Auto { get; } = new(PresenceChoice.Auto, null);

    public PresenceChoice At(DateTimeOffset now) => Until <= now ? PresenceChoice.Auto : State;
}

/// <summary>What somebody decides about being seen. Of two the one with the higher <paramref name="Version"/> holds.</summary>
[GenerateSerializer, Immutable, Alias("chat.seen-settings")]
public sealed record SeenSettings(
    [property: Id(0)] int Version, [property: Id(1)] ChosenPresence Chosen, [property: Id(2)] DateTimeOffset? LastSeenAt, [property: Id(3)] IReadOnlyList<UserId> Blocked)
{
    public static SeenSettings None { get; } = new(0, ChosenPresence.Auto, null, []);
}

/// <summary>How somebody is seen, by whoever is not hidden from them.</summary>
[GenerateSerializer, Immutable, Alias("chat.presence")]
public sealed record PresenceView
{
    [Id(0)] public required UserId User { get; init; }
    [Id(1)] public PresenceState State { get; init; }

    /// <summary>To the minute; of those who are offline.</summary>
    [Id(2)] public DateTimeOffset? LastSeenAt { get; init; }

    /// <summary>Those whom this person blocks: neither of the two sees the other.</summary>
    [Id(3)] public IReadOnlyList<UserId> Blocked { get; init; } = [];
}

/// <param name="People">Those who were asked for.</param>
/// <param name="Settled">False shortly after the place began: who is offline in it may not have been heard yet.</param>
[GenerateSerializer, Immutable, Alias("chat.asked-presence")]
public sealed record AskedPresence([property: Id(0)] IReadOnlyList<PresenceView> People, [property: Id(1)] bool Settled);
