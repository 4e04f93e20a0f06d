using OrleansBackends.Grains.Chat.Rooms;

namespace OrleansBackends.Grains.Chat.Moderation;

/// <summary>Reports by index.</summary>
internal sealed class ReportRows(QueryDatabase database)
{
    public async Task<bool> IsFiled(string room, long target, UserId? by) => (await database.Query<long>(
        "SELECT seq FROM chat_reports WHERE stream = @stream AND target = @target AND reporter = @by LIMIT 1",
        new { stream = RoomReports.Stream(room).ToString(), target, by = by?.ToString() ?? "" })).Count > 0;

    /// <summary>Some of the oldest, by their numbers.</summary>
    public Task<IReadOnlyList<long>> FiledBefore(string room, DateTimeOffset before)
    {
        const int Some = 200;
        return database.Query<long>(
            "SELECT seq FROM chat_reports WHERE stream = @stream AND at < @before ORDER BY seq LIMIT @some",
            new { stream = RoomReports.Stream(room).ToString(), before = database.Dialect.Instant(before), some = Some });
    }

    /// <summary>A report, and how it was resolved; null where there is none, or none any more.</summary>
    public async Task<(ReportEntry Report, DeskEntry? Resolved)?> One(string room, long n)
    {
        var rows = await database.Query<ReportRow>(
            """
            SELECT r.seq AS Seq, r.data AS Data, e.data AS Resolved
              FROM chat_reports r LEFT JOIN chat_report_ends e ON e.stream = @log AND e.report = r.seq
             WHERE r.stream = @stream AND r.seq = @n
            """,
            new { stream = RoomReports.Stream(room).ToString(), log = RoomEvents.Stream(room).ToString(), n });
        return rows is [var row] ? (row.Read(), row.End()) : null;
    }
}

internal sealed class ReportRow
{
    public long Seq { get; init; }
    public string Data { get; init; } = "";
    public string? Resolved { get; init; }

    public ReportEntry Read() => DocumentJson.Read<ReportEntry>(Data);

    public DeskEntry? End() => Resolved is null ? null : DocumentJson.Read<DeskEntry>(Resolved);
}
