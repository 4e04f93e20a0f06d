using OrleansBackends.Grains.Interfaces.Notifications.Dispatch;
using OrleansBackends.Grains.Notifications.Log;

namespace OrleansBackends.Grains.Notifications.Dispatch;

/// <summary>A queued entry; without its message when that was erased.</summary>
internal sealed record QueuedEntry(long Seq, QueuedMessage? Message);

/// <summary>What an entry after the snapshot means for the queue.</summary>
internal sealed record FoldedEntry(long Seq, string Kind, long? Of, bool Erased, int? Attempt, DateTimeOffset? RetryAt);

/// <summary>An entry of the delivery log.</summary>
internal sealed class LogRow
{
    public string Stream { get; init; } = "";

    public long Seq { get; init; }

    public string Kind { get; init; } = "";

    public string Data { get; init; } = "";

    public LogEntry Read() => DocumentJson.Read<LogEntry>(Data);
}

internal sealed class QueuedRow
{
    public long Seq { get; init; }

    public string Data { get; init; } = "";

    public QueuedEntry Read() => new(Seq, Data == "{}" ? null : DocumentJson.Read<LogEntry>(Data).Message);
}

internal sealed class FoldedRow
{
    public long Seq { get; init; }

    public string Kind { get; init; } = "";

    public long? Of { get; init; }

    public long? Erased { get; init; }

    public long? Attempt { get; init; }

    public string? RetryAt { get; init; }

    public FoldedEntry Read() => new(Seq, Kind, Of, Erased == 1, (int?)Attempt, RetryAt is null ? null : LogTimes.Read(RetryAt));
}
