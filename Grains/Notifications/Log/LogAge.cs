namespace OrleansBackends.Grains.Notifications.Log;

/// <summary>How long the delivery log is kept, in the journals of dispatches and subscribers alike.</summary>
internal sealed class LogAge(QueryDatabase database)
{
    public static readonly TimeSpan Kept = TimeSpan.FromDays(90);

    private static readonly TimeSpan TrimEvery = TimeSpan.FromDays(1);

    /// <summary>When a journal is to be trimmed next whose first kept entry is of this time; null when it has none.</summary>
    public static DateTimeOffset? TrimAt(DateTimeOffset? firstKept, DateTimeOffset now) =>
        firstKept + Kept is { } soon && soon < now + TrimEvery ? now + TrimEvery : firstKept + Kept;

    /// <summary>The first entry that is not too old; null when there is none.</summary>
    public async Task<(long Seq, DateTimeOffset At)?> FirstKept(StreamName stream, DateTimeOffset now)
    {
        var rows = await database.Query<FirstRow>(
            "SELECT seq AS Seq, at_text AS At FROM notifications_dispatch_log WHERE stream = @stream AND at >= @from ORDER BY seq LIMIT 1",
            new { stream = stream.ToString(), from = database.Dialect.Instant(now - Kept) });
        return rows is [var row] ? (row.Seq, LogTimes.Read(row.At)) : null;
    }

    private sealed record FirstRow(long Seq, string At);
}
