using System.Collections.Immutable;

namespace OrleansBackends.Grains.Notifications.Topics;

/// <summary>The document of a topic: under 256 KB with <see cref="MaxMembers"/> ids of 64 characters.</summary>
internal sealed record TopicState
{
    public const string Name = "notifications.topic";
    public const int MaxMembers = 4_000;
    public const int MaxName = 100;

    public int SchemaVersion { get; init; } = 1;
    public string Title { get; init; } = "";

    /// <summary>In the order of their code units.</summary>
    public ImmutableList<string> Members { get; init; } = [];

    public DateTimeOffset CreatedAt { get; init; }
}
