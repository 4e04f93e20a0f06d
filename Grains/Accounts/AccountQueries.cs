using Orleans.Concurrency;
using OrleansBackends.Grains.Interfaces.Accounts;

namespace OrleansBackends.Grains.Accounts;

[StatelessWorker, GrainType("accountqueries")]
internal sealed class AccountQueries(QueryDatabase database, IEnumerable<IUserExport> exports) : Grain, IAccountQueries
{
    private const int CutRows = 500;

    public Task<Result<Page<UserRow>>> Users(UserFilter filter, PageRequest page) => UserList.Read(database, filter, page);

    public Task<Result<Page<AuditEntry>>> Audit(UserId user, string? kind, PageRequest page) => Timeline.Read(database, user, kind, page);

    public Task<PublicProfile?> Profile(string username) => ProfileList.Active(database, username);

    public Task<IReadOnlyList<PublicProfile>> Profiles(IReadOnlyList<UserId> users) => ProfileList.Read(database, users);

    public Task<IReadOnlyList<PublicProfile>> ProfilesNamed(IReadOnlyList<string> usernames) => ProfileList.Read(database, usernames);

    public Task<IReadOnlyList<PublicProfile>> ProfilesBeginning(string beginning, int limit) => ProfileList.Beginning(database, beginning, limit);

    public Task<Result<Page<UserAuditEntry>>> AuditOfAll(AuditFilter filter, PageRequest page) => AuditList.Read(database, filter, page);

    public Task<Result<ExportPage>> Export(UserId user, string? cursor) => ExportPages.Read(exports, user, cursor);

    public async Task<UserId?> PasskeyOwner(string id)
    {
        var owners = await database.Query<string>(
            $"SELECT id FROM accounts_passkey WHERE {database.Dialect.HasAny("passkeys", "@passkeys")} LIMIT 1",
            new { passkeys = database.Dialect.Texts([id]) });
        return owners is [{ } owner] ? UserId.Parse(owner, null) : null;
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

    private sealed record CutRow
    {
        public string GrainKey { get; init; } = "";

        public string CutAt { get; init; } = "";

        public string Cuts { get; init; } = "";
    }
}
