namespace OrleansBackends.Grains.Interfaces.Notifications.Topics;

[GenerateSerializer, Immutable, Alias("notifications.topic-view")]
public sealed record TopicView(
    [property: Id(0)] string Key, [property: Id(1)] string Name, [property: Id(2)] int Count, [property: Id(3)] DateTimeOffset CreatedAt);

/// <summary>How many were added and removed, and how many there are now.</summary>
[GenerateSerializer, Immutable, Alias("notifications.topic-changed")]
public sealed record TopicChanged([property: Id(0)] int Added, [property: Id(1)] int Removed, [property: Id(2)] int Count);

/// <summary>Some members. <paramref name="HasPages"/>: others lie in the topic's pages.</summary>
[GenerateSerializer, Immutable, Alias("notifications.topic-section")]
public sealed record TopicSection([property: Id(0)] IReadOnlyList<string> Ids, [property: Id(1)] bool HasPages);
