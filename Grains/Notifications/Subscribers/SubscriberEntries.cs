using OrleansBackends.Grains.Interfaces.Notifications;
using OrleansBackends.Grains.Interfaces.Notifications.Inbox;
using OrleansBackends.Grains.Interfaces.Notifications.Log;

namespace OrleansBackends.Grains.Notifications.Subscribers;

/// <summary>
/// Kinds of entries in a subscriber's journal. The delivery log is read from <see cref="Suppressed"/>, <see cref="Held"/>, <see cref="Cancelled"/> and
/// <see cref="Done"/>; what was queued is in the journal of its queue.
/// </summary>
internal static class EntryKinds
{
    public const string Received = "received";
    public const string Suppressed = "suppressed";
    public const string Held = "held";
    public const string Cancelled = "cancelled";
    public const string Done = "done";
    public const string Inbox = "inbox";
    public const string Mark = "mark";
}

/// <summary>What became of one message at its subscriber. Members are named as in the journals of the queues.</summary>
internal sealed record MessageEntry
{
    public required string App { get; init; }
    public required string Msg { get; init; }
    public required string Tx { get; init; }
    public required string Workflow { get; init; }
    public required string Step { get; init; }
    public required string Subscriber { get; init; }
    public required NotifyChannel Channel { get; init; }
    public required MessageStatus Status { get; init; }
    public string? Reason { get; init; }

    /// <summary>Of a held message: when it leaves.</summary>
    public DateTimeOffset? RetryAt { get; init; }
}

/// <summary>A trigger that reached its subscriber, and the messages that were queued at once.</summary>
internal sealed record ReceivedEntry(string App, string Tx, string Workflow, int Version, string Subscriber, IReadOnlyList<string> Queued);

/// <summary>An item of the inbox under its number, unmarked.</summary>
internal sealed record InboxEntry(int N, string Msg, string Tx, InboxItem Item);

/// <summary>Items that were marked.</summary>
internal sealed record MarkEntry(InboxMark Mark, IReadOnlyList<int>? Items, int? UpTo);
