using System.Collections.Immutable;

namespace OrleansBackends.Grains.Notifications.Topics;

/// <summary>The document of a topic: about 260 KB with <see cref="MaxMembers"/> ids of 64 characters, 160 KB with UUIDs.</summary>
internal sealed record TopicState
{
    public const string Name = "notifications.topic";
    public const int MaxMembers = 4_000;
    public const int MaxInAll = 1_000_000;
    public const int MaxName = 100;

    public int SchemaVersion { get; init; } = 1;
    public string Title { get; init; } = "";

    /// <summary>In the order of their code units.</summary>
    public ImmutableList<string> Members { get; init; } = [];

    /// <summary>Once members lie in pages, all new ones go there: each member has one place.</summary>
    public bool HasPages { get; init; }

    /// <summary>Members of each page, as it said at its last change.</summary>
    public ImmutableSortedDictionary<int, int> PageCounts { get; init; } = ImmutableSortedDictionary<int, int>.Empty;

    public DateTimeOffset CreatedAt { get; init; }

    public int CountAll() => Members.Count + PageCounts.Values.Sum();
}

/// <summary>The document of one page of a large topic, bounded as the topic's own members are.</summary>
internal sealed record TopicPageState
{
    public const string Name = "notifications.topicpage";

    public int SchemaVersion { get; init; } = 1;

    /// <summary>In the order of their code units.</summary>
    public ImmutableList<string> Members { get; init; } = [];
}
