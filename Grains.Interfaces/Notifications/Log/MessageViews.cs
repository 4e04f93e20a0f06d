namespace OrleansBackends.Grains.Interfaces.Notifications.Log;

/// <summary>A message in a list, as of its last change.</summary>
[GenerateSerializer, Immutable, Alias("notifications.message-view")]
public sealed record MessageView
{
    [Id(0)] public required string Id { get; init; }
    [Id(1)] public required MessageStatus Status { get; init; }
    [Id(2)] public string? Reason { get; init; }
    [Id(3)] public required NotifyChannel Channel { get; init; }
    [Id(4)] public required string TransactionId { get; init; }
    [Id(5)] public required string Workflow { get; init; }
    [Id(6)] public required string Step { get; init; }
    [Id(7)] public required string Subscriber { get; init; }
    [Id(8)] public required DateTimeOffset At { get; init; }

    /// <summary>The address, masked.</summary>
    [Id(9)] public string? To { get; init; }
}

/// <summary>One line of a message's history.</summary>
[GenerateSerializer, Immutable, Alias("notifications.message-event")]
public sealed record MessageEvent
{
    [Id(0)] public required DateTimeOffset At { get; init; }
    [Id(1)] public required MessageStatus Status { get; init; }
    [Id(2)] public string? Reason { get; init; }

    /// <summary>Counts from 1; null where nothing was tried.</summary>
    [Id(3)] public int? Attempt { get; init; }
    [Id(4)] public DateTimeOffset? RetryAt { get; init; }
    [Id(5)] public string? ProviderId { get; init; }
}

/// <summary>A message with all that happened to it, oldest first.</summary>
/// <param name="Message">As in a list.</param>
/// <param name="Events">Its history.</param>
/// <param name="Dispatch">Key of the dispatch that has it; null while none does.</param>
[GenerateSerializer, Immutable, Alias("notifications.message-detail")]
public sealed record MessageDetail(
    [property: Id(0)] MessageView Message, [property: Id(1)] IReadOnlyList<MessageEvent> Events, [property: Id(2)] string? Dispatch);

/// <summary>What a list of messages is narrowed to; what is null is not asked.</summary>
[GenerateSerializer, Immutable, Alias("notifications.message-filter")]
public sealed record MessageFilter
{
    [Id(0)] public MessageStatus? Status { get; init; }
    [Id(1)] public NotifyChannel? Channel { get; init; }
    [Id(2)] public string? Workflow { get; init; }
    [Id(3)] public string? Subscriber { get; init; }
    [Id(4)] public string? TransactionId { get; init; }
    [Id(5)] public DateTimeOffset? From { get; init; }

    /// <summary>Exclusive.</summary>
    [Id(6)] public DateTimeOffset? To { get; init; }
}

/// <summary>How many messages of a trigger stand where.</summary>
[GenerateSerializer, Immutable, Alias("notifications.outcome-count")]
public sealed record OutcomeCount(
    [property: Id(0)] NotifyChannel Channel, [property: Id(1)] MessageStatus Status, [property: Id(2)] long Count);

/// <summary>Which dead letters are meant: those that died from <paramref name="From"/> until before <paramref name="To"/>.</summary>
[GenerateSerializer, Immutable, Alias("notifications.dead-range")]
public sealed record DeadRange(
    [property: Id(0)] NotifyChannel Channel, [property: Id(1)] DateTimeOffset From, [property: Id(2)] DateTimeOffset To, [property: Id(3)] string? Reason);

/// <summary>A message and the dispatch that has it.</summary>
[GenerateSerializer, Immutable, Alias("notifications.message-place")]
public sealed record MessagePlace([property: Id(0)] string Id, [property: Id(1)] string Dispatch);
