using System.Globalization;
using Orleans.Concurrency;
using OrleansBackends.Grains.Chat.Rooms;
using OrleansBackends.Grains.Interfaces.Chat;

namespace OrleansBackends.Grains.Chat.Moderation;

[StatelessWorker, GrainType("chatmoderationqueries")]
internal sealed class ModerationQueries(QueryDatabase database) : Grain, IModerationQueries
{
    public async Task<Result<Page<ReportView>>> Reports(string room, bool open, PageRequest page)
    {
        if (Before(page) is not { } before)
        {
            return Errors.InvalidCursor;
        }

        var rows = await database.Query<ReportRow>(
            $"""
            SELECT r.seq AS Seq, r.data AS Data, e.data AS Resolved
              FROM chat_reports r LEFT JOIN chat_report_ends e ON e.stream = @log AND e.report = r.seq
             WHERE r.stream = @stream AND r.seq < @before {(open ? "AND e.report IS NULL" : "")} ORDER BY r.seq DESC LIMIT @take
            """,
            new { stream = RoomReports.Stream(room).ToString(), log = RoomEvents.Stream(room).ToString(), before, take = page.Limit + 1 });
        return rows.ToPage(page.Limit, Show, row => [Place(row.Seq)]);
    }

    public async Task<Result<Page<AuditView>>> Audit(string room, PageRequest page)
    {
        if (Before(page) is not { } before)
        {
            return Errors.InvalidCursor;
        }

        var rows = await database.Query<LogRow>(
            "SELECT seq AS Seq, kind AS Kind, data AS Data FROM chat_audit WHERE stream = @stream AND seq < @before ORDER BY seq DESC LIMIT @take",
            new { stream = RoomEvents.Stream(room).ToString(), before, take = page.Limit + 1 });
        return rows.ToPage(page.Limit, row => Audits.Show(row.Seq, RoomEvents.Read(row.ToEntry())!), row => [Place(row.Seq)]);
    }

    private static long? Before(PageRequest page) =>
        page.Cursor is null ? long.MaxValue
        : Cursor.Decode(page.Cursor, 1) is [var text] && long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var seq) ? seq
        : null;

    private static string Place(long seq) => seq.ToString(CultureInfo.InvariantCulture);

    private static ReportView Show(ReportRow row)
    {
        var (report, end) = (row.Read(), row.End());
        return new ReportView
        {
            N = row.Seq,
            Message = report.Target,
            By = report.By,
            Reason = report.Reason,
            Note = report.Note,
            Author = report.Author,
            Hook = report.Hook,
            Text = report.Text,
            At = report.At,
            Action = end?.Action,
            ResolvedBy = end?.By,
            ResolvedAt = end?.At,
        };
    }
}
