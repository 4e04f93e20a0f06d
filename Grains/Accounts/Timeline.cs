using System.Globalization;
using OrleansBackends.Grains.Interfaces.Accounts;

namespace OrleansBackends.Grains.Accounts;

/// <summary>What happened to one account, newest first: entries of the journal and those that still wait in the document.</summary>
internal static class Timeline
{
    public static async Task<Result<Page<AuditEntry>>> Read(QueryDatabase database, UserId user, string? kind, PageRequest page)
    {
        var before = int.MaxValue;
        if (page.Cursor is not null
            && (Cursor.Decode(page.Cursor, 1) is not [var text] || !int.TryParse(text, CultureInfo.InvariantCulture, out before)))
        {
            return Errors.InvalidCursor;
        }

        // The document first: an entry is in the journal before it leaves the document, so none is missed on its way.
        var waiting = await database.Query<string>("SELECT waiting FROM accounts_waiting_audit WHERE grain_key = @key", new { key = AccountKey.Of(user) });
        var moved = await database.Query<string>(
            """
            SELECT CAST(data AS text) FROM accounts_audit AS entry
             WHERE stream = @stream AND number < @before AND (@kind IS NULL OR kind = @kind)
               AND NOT EXISTS (SELECT 1 FROM accounts_audit AS first
                                WHERE first.stream = @stream AND first.number = entry.number AND first.seq < entry.seq)
             ORDER BY number DESC LIMIT @limit
            """,
            new { stream = AuditStreams.Of(user).ToString(), before, kind, limit = page.Limit + 1 });

        // An entry that was just moved may be seen on both sides, and one that a crash appended again is twice in the journal: its number says that it is one.
        IReadOnlyList<AuditEntry> entries =
        [
            .. waiting.SelectMany(DocumentJson.Read<IReadOnlyList<AuditEntry>>).Where(e => e.Seq < before && (kind is null || e.Kind == kind))
                .Concat(moved.Select(DocumentJson.Read<AuditEntry>)).DistinctBy(e => e.Seq).OrderByDescending(e => e.Seq),
        ];
        return entries.ToPage(page.Limit, e => e, e => [e.Seq.ToString(CultureInfo.InvariantCulture)]);
    }
}
