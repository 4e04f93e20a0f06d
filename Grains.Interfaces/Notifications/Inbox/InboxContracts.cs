namespace OrleansBackends.Grains.Interfaces.Notifications.Inbox;

[GenerateSerializer, Alias("notifications.inbox-status")]
public enum InboxStatus
{
    /// <summary>Not read and not archived.</summary>
    Unread,

    /// <summary>Not archived.</summary>
    All,
    Archived,
}

[GenerateSerializer, Alias("notifications.inbox-mark")]
public enum InboxMark
{
    Read,
    Unread,
    Seen,
    Archived,
    Restored,
}

/// <summary>Either up to 100 items, or <paramref name="UpTo"/>: all at or before that item.</summary>
[GenerateSerializer, Immutable, Alias("notifications.inbox-marks")]
public sealed record InboxMarks([property: Id(0)] InboxMark Mark, [property: Id(1)] IReadOnlyList<string> Ids, [property: Id(2)] string? UpTo)
{
    public const int MaxIds = 100;
}

/// <summary>Items that are not archived and not read, or not even seen.</summary>
[GenerateSerializer, Immutable, Alias("notifications.inbox-counts")]
public sealed record InboxCounts([property: Id(0)] int Unread, [property: Id(1)] int Unseen);

[GenerateSerializer, Immutable, Alias("notifications.inbox-item")]
public sealed record InboxItem
{
    [Id(0)] public required string Id { get; init; }
    [Id(1)] public required string Title { get; init; }
    [Id(2)] public string? Body { get; init; }
    [Id(3)] public string? Link { get; init; }
    [Id(4)] public IReadOnlyList<InboxAction> Actions { get; init; } = [];
    [Id(5)] public required string Workflow { get; init; }
    [Id(6)] public required string Category { get; init; }
    [Id(7)] public bool Read { get; init; }
    [Id(8)] public bool Seen { get; init; }
    [Id(9)] public bool Archived { get; init; }
    [Id(10)] public DateTimeOffset At { get; init; }
}

[GenerateSerializer, Immutable, Alias("notifications.inbox-action")]
public sealed record InboxAction([property: Id(0)] string Label, [property: Id(1)] string Link);

[GenerateSerializer, Immutable, Alias("notifications.inbox-page")]
public sealed record InboxPage([property: Id(0)] Page<InboxItem> Page, [property: Id(1)] InboxCounts Counts);
