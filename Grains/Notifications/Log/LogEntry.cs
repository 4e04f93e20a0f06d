using OrleansBackends.Grains.Interfaces.Notifications;
using OrleansBackends.Grains.Interfaces.Notifications.Dispatch;
using OrleansBackends.Grains.Interfaces.Notifications.Log;

namespace OrleansBackends.Grains.Notifications.Log;

/// <summary>
/// A change of one message in the delivery log: what lists show, in every entry, so that the last one stands for the message. The kinds are those
/// of <see cref="LogKinds"/>. Entries of a subscriber's journal have the same members.
/// </summary>
internal sealed record LogEntry
{
    public required string Msg { get; init; }

    public required string App { get; init; }

    public required NotifyChannel Channel { get; init; }

    public required string Tx { get; init; }

    public required string Workflow { get; init; }

    public required string Step { get; init; }

    public required string Subscriber { get; init; }

    /// <summary>Always there in a dispatch; a subscriber's journal says it by the kind.</summary>
    public MessageStatus? Status { get; init; }

    public string? Reason { get; init; }

    /// <summary>The address, masked.</summary>
    public string? To { get; init; }

    /// <summary>The entry that queued the message which this one is about; null where it is not about an open one.</summary>
    public long? Of { get; init; }

    /// <summary>The entry named by <see cref="Of"/> was emptied with this one.</summary>
    public bool? Erased { get; init; }

    /// <summary>Counts from 1.</summary>
    public int? Attempt { get; init; }

    public DateTimeOffset? RetryAt { get; init; }

    public string? ProviderId { get; init; }

    /// <summary>In <see cref="LogKinds.Queued"/> of a dispatch only: all that is needed to send it.</summary>
    public QueuedMessage? Message { get; init; }
}
