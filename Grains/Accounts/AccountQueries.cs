using System.Globalization;
using Orleans.Concurrency;
using OrleansBackends.Grains.Interfaces.Accounts;

namespace OrleansBackends.Grains.Accounts;

[StatelessWorker, GrainType("accountqueries")]
internal sealed class AccountQueries(QueryDatabase database) : Grain, IAccountQueries
{
    private const int CutRows = 500;

    public Task<Result<Page<UserRow>>> Users(UserFilter filter, PageRequest page) => UserList.Read(database, filter, page);

    public async Task<Result<Page<AuditEntry>>> Audit(UserId user, string? kind, PageRequest page)
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
            SELECT CAST(data AS text) FROM accounts_audit
             WHERE stream = @stream AND number < @before AND (@kind IS NULL OR kind = @kind)
             ORDER BY number DESC LIMIT @limit
            """,
            new { stream = AccountGrain.AuditStream(user).ToString(), before, kind, limit = page.Limit + 1 });

        // An entry that was just moved may be seen on both sides: its number says that it is one.
        IReadOnlyList<AuditEntry> entries =
        [
            .. waiting.SelectMany(DocumentJson.Read<IReadOnlyList<AuditEntry>>).Where(e => e.Seq < before && (kind is null || e.Kind == kind))
                .Concat(moved.Select(DocumentJson.Read<AuditEntry>)).DistinctBy(e => e.Seq).OrderByDescending(e => e.Seq),
        ];
        return entries.ToPage(page.Limit, e => e, e => [e.Seq.ToString(CultureInfo.InvariantCulture)]);
    }

    public async Task<PublicProfile?> Profile(string username)
    {
        var rows = await database.Query<ProfileRow>(
            """
            SELECT id AS Id, username AS Username, display_name AS DisplayName, bio AS Bio, image_url AS ImageUrl
              FROM accounts_user WHERE username_key = @key AND status = 'active'
            """,
            new { key = Usernames.Fold(username) });
        return rows is [var row] ? new PublicProfile(UserId.Parse(row.Id, null), row.Username, row.DisplayName, row.Bio, row.ImageUrl) : null;
    }

    public async Task<CutPage> CutsSince(DateTimeOffset since, string? cursor)
    {
        var after = cursor is null ? null : Cursor.Decode(cursor, 2);
        var rows = await database.Query<CutRow>(
            """
            SELECT grain_key AS GrainKey, cut_at AS CutAt, cuts AS Cuts FROM accounts_revoked
             WHERE cut_at >= @since AND (cut_at, grain_key) > (@since, @key) ORDER BY cut_at, grain_key LIMIT @limit
            """,
            new { since = after?[0] ?? since.ToText(), key = after?[1] ?? "", limit = CutRows + 1 });
        var page = rows.ToPage(CutRows, row => row, row => [row.CutAt, row.GrainKey]);
        return new CutPage([.. page.Items.SelectMany(row => DocumentJson.Read<IReadOnlyList<Cut>>(row.Cuts))], page.NextCursor);
    }

    private sealed record ProfileRow
    {
        public string Id { get; init; } = "";

        public string Username { get; init; } = "";

        public string? DisplayName { get; init; }

        public string? Bio { get; init; }

        public string? ImageUrl { get; init; }
    }

    private sealed record CutRow
    {
        public string GrainKey { get; init; } = "";

        public string CutAt { get; init; } = "";

        public string Cuts { get; init; } = "";
    }
}
