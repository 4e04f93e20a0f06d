using System.Globalization;
using OrleansBackends.Grains.Interfaces.Accounts;

namespace OrleansBackends.Grains.Accounts;

/// <summary>The admins' audit: what has reached the journal, newest first.</summary>
internal static class AuditList
{
    public static async Task<Result<Page<UserAuditEntry>>> Read(QueryDatabase database, AuditFilter filter, PageRequest page)
    {
        var after = page.Cursor is null ? null : Cursor.Decode(page.Cursor, 3);
        var seq = 0L;
        if (page.Cursor is not null && (after is null || !long.TryParse(after[2], CultureInfo.InvariantCulture, out seq)))
        {
            return Errors.InvalidCursor;
        }

        // A crash between journal and document may have appended an entry twice: the first stands for both.
        var rows = await database.Query<Row>(
            $"""
            SELECT stream AS Stream, seq AS Seq, happened AS Happened, CAST(data AS text) AS Entry FROM accounts_audit AS entry
             WHERE NOT EXISTS (SELECT 1 FROM accounts_audit AS first
                                WHERE first.stream = entry.stream AND first.number = entry.number AND first.seq < entry.seq)
             {string.Concat(Conditions(filter, after is not null).Select(condition => $" AND {condition}"))}
             ORDER BY happened DESC, stream DESC, seq DESC LIMIT @limit
            """,
            new
            {
                happened = after?[0],
                after = after?[1],
                seq,
                stream = filter.User is { } user ? AuditStreams.Of(user).ToString() : null,
                actor = filter.Actor?.ToString(),
                filter.Kind,
                from = filter.From?.ToText(),
                to = filter.To?.ToText(),
                limit = page.Limit + 1,
            });
        return rows.ToPage(page.Limit, Show, row => [row.Happened, row.Stream, row.Seq.ToString(CultureInfo.InvariantCulture)]);
    }

    private static IEnumerable<string> Conditions(AuditFilter filter, bool goesOn)
    {
        if (goesOn)
        {
            yield return "happened <= @happened AND (happened, stream, seq) < (@happened, @after, @seq)";
        }

        if (filter.User is not null)
        {
            yield return "stream = @stream";
        }

        if (filter.Actor is not null)
        {
            yield return "actor = @actor";
        }

        if (filter.Kind is not null)
        {
            yield return "kind = @Kind";
        }

        if (filter.From is not null)
        {
            yield return "happened >= @from";
        }

        if (filter.To is not null)
        {
            yield return "happened < @to";
        }
    }

    private static UserAuditEntry Show(Row row) => new(DocumentJson.Read<AuditEntry>(row.Entry))
    {
        User = UserId.TryParse(row.Stream[(row.Stream.IndexOf(':', StringComparison.Ordinal) + 1)..], null, out var user) ? user : null,
    };

    private sealed record Row
    {
        public string Stream { get; init; } = "";

        public long Seq { get; init; }

        public string Happened { get; init; } = "";

        public string Entry { get; init; } = "";
    }
}
