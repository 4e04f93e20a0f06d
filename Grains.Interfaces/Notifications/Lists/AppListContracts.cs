using OrleansBackends.Grains.Interfaces.Notifications.Triggers;

namespace OrleansBackends.Grains.Interfaces.Notifications.Lists;

/// <summary>What a list of subscribers is narrowed to: the beginning of their ids, or of their mail addresses without regard to case.</summary>
[GenerateSerializer, Immutable, Alias("notifications.subscriber-filter")]
public sealed record SubscriberFilter([property: Id(0)] string? Prefix = null, [property: Id(1)] string? Email = null);

[GenerateSerializer, Immutable, Alias("notifications.subscriber-row")]
public sealed record SubscriberRow
{
    [Id(0)] public required string Id { get; init; }
    [Id(1)] public string? Email { get; init; }
    [Id(2)] public string? Phone { get; init; }
    [Id(3)] public string? Locale { get; init; }
    [Id(4)] public string? TimeZone { get; init; }
    [Id(5)] public required DateTimeOffset CreatedAt { get; init; }
}

/// <summary>An address nothing is sent to. <paramref name="To"/> is the address, masked: it is stored nowhere.</summary>
[GenerateSerializer, Immutable, Alias("notifications.suppression-row")]
public sealed record SuppressionRow(
    [property: Id(0)] NotifyChannel Channel, [property: Id(1)] string To, [property: Id(2)] string Reason, [property: Id(3)] DateTimeOffset? Until,
    [property: Id(4)] DateTimeOffset At);

/// <summary>A workflow. <paramref name="Published"/> is null before its first publication.</summary>
[GenerateSerializer, Immutable, Alias("notifications.workflow-row")]
public sealed record WorkflowRow(
    [property: Id(0)] string Key, [property: Id(1)] string Name, [property: Id(2)] string Category, [property: Id(3)] Lane Priority,
    [property: Id(4)] int Version, [property: Id(5)] int? Published, [property: Id(6)] DateTimeOffset UpdatedAt);

[GenerateSerializer, Immutable, Alias("notifications.trigger-row")]
public sealed record TriggerRow
{
    [Id(0)] public required string TransactionId { get; init; }

    /// <summary>The workflow's key.</summary>
    [Id(1)] public required string Name { get; init; }
    [Id(2)] public required TriggerStatus Status { get; init; }
    [Id(3)] public required DateTimeOffset CreatedAt { get; init; }
    [Id(4)] public DateTimeOffset? SendAt { get; init; }
    [Id(5)] public DateTimeOffset? EndedAt { get; init; }
}
