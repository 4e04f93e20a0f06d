using OrleansBackends.Grains.Interfaces.Notifications.Inbox;
using OrleansBackends.Grains.Notifications.Log;

namespace OrleansBackends.Grains.Notifications.Subscribers;

/// <summary>
/// Kinds of entries in a subscriber's journal. Those of the delivery log hold a <see cref="LogEntry"/>: <see cref="Suppressed"/>, <see cref="Held"/>,
/// <see cref="Cancelled"/> and <see cref="Done"/>; what was queued is in the journal of its queue.
/// </summary>
internal static class EntryKinds
{
    public const string Received = "received";
    public const string Suppressed = "suppressed";
    public const string Held = "held";
    public const string Cancelled = "cancelled";

    /// <summary>A message that reached the inbox.</summary>
    public const string Done = "done";

    /// <summary>What the inbox shows of it; emptied when the subscriber is erased.</summary>
    public const string Item = "item";
    public const string Mark = "mark";
    public const string Erased = "erased";

    /// <summary>Stands in the place of a last entry that was too old, since the last entry of a journal always stays.</summary>
    public const string Trimmed = "trimmed";
}

/// <summary>A trigger that reached its subscriber, and the messages that were queued at once.</summary>
internal sealed record ReceivedEntry(string App, string Tx, string Workflow, int Version, string Subscriber, IReadOnlyList<string> Queued);

/// <summary>An item of the inbox under its number, unmarked.</summary>
internal sealed record ItemEntry(int N, InboxItem Item);

/// <summary>Items that were marked.</summary>
internal sealed record MarkEntry(InboxMark Mark, IReadOnlyList<int>? Items, int? UpTo);
