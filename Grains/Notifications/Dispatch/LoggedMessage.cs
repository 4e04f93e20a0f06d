using OrleansBackends.Grains.Interfaces.Notifications;
using OrleansBackends.Grains.Interfaces.Notifications.Dispatch;
using OrleansBackends.Grains.Interfaces.Notifications.Log;
using OrleansBackends.Grains.Notifications.Log;

namespace OrleansBackends.Grains.Notifications.Dispatch;

/// <summary>A message as the log has it.</summary>
/// <param name="Lane">The lane it went by.</param>
/// <param name="Queued">Number of the entry that queued it last; null when that was erased.</param>
/// <param name="Message">What that holds.</param>
/// <param name="Last">The last entry about it.</param>
/// <param name="Entry">What that holds.</param>
internal sealed record LoggedMessage(Lane Lane, long? Queued, QueuedMessage? Message, LogRow Last, LogEntry Entry)
{
    public string Id => Entry.Msg;

    public MessageStatus Status => Entry.Status ?? throw new InvalidOperationException($"An entry about {Id} says nothing.");

    public bool IsOpen => Status == MessageStatus.Queued;

    /// <param name="lanes">The lanes of the dispatch.</param>
    /// <param name="rows">All entries about the message, oldest first.</param>
    public static LoggedMessage Of(IReadOnlyList<DispatchLane> lanes, IReadOnlyList<(LogRow Row, LogEntry Entry)> rows)
    {
        var lane = lanes.Single(lane => lane.Name.ToString() == rows[^1].Row.Stream).Lane;
        var queued = rows.LastOrDefault(row => row.Row.Kind == LogKinds.Queued);
        return new LoggedMessage(lane, queued.Row?.Seq, queued.Entry?.Message, rows[^1].Row, rows[^1].Entry);
    }

    /// <summary>The same message from now on; null when its content or its time is gone. One-time codes are not sent twice.</summary>
    public QueuedMessage? Again(DateTimeOffset now, int? version) =>
        Message is { Lane: not Lane.Otp } message && (message.ExpiresAt is not { } end || end > now)
            ? message with { QueuedAt = now, WorkflowVersion = version ?? message.WorkflowVersion }
            : null;
}
