using Orleans.Concurrency;
using OrleansBackends.Grains.Interfaces.Accounts;

namespace OrleansBackends.Grains.Accounts;

[StatelessWorker, GrainType("oauthqueries")]
internal sealed class OAuthQueries(QueryDatabase database, TimeProvider time) : Grain, IOAuthQueries
{
    public Task<Result<Page<OAuthClientView>>> Clients(PageRequest page) => Read(
        "accounts_oauthclient", "removed IS NULL", null, page,
        row => DocumentJson.Read<OAuthClientState>(row.State).Show(OAuthKeys.ClientId(row.GrainKey)));

    public Task<Result<Page<OAuthAuthorizationView>>> Authorizations(UserId user, PageRequest page) => Read(
        "accounts_oauthauthorization", $"user_id = @user AND {Live}", user, page, row => DocumentJson.Read<OAuthAuthorizationState>(row.State).Show());

    public async Task<IReadOnlyList<string>> Allowed(UserId user, string clientId)
    {
        var states = await database.Query<string>(
            $"SELECT CAST(state AS text) FROM accounts_oauthauthorization WHERE user_id = @user AND client_id = @clientId AND {Live} LIMIT 100",
            new { user = user.ToString(), clientId, idle = Idle, old = Old });
        return [.. states.SelectMany(state => DocumentJson.Read<OAuthAuthorizationState>(state).Scopes).Distinct()];
    }

    private const string Live = "revoked IS NULL AND last_used > @idle AND created > @old";

    private string Idle => (time.Now() - SessionRules.MaxIdle).ToText();

    private string Old => (time.Now() - SessionRules.MaxAge).ToText();

    private async Task<Result<Page<T>>> Read<T>(string view, string condition, UserId? user, PageRequest page, Func<Row, T> show)
    {
        var after = page.Cursor is null ? null : Cursor.Decode(page.Cursor, 2);
        if (page.Cursor is not null && after is null)
        {
            return Errors.InvalidCursor;
        }

        var beyond = after is null ? "" : "AND created <= @place AND (created, grain_key) < (@place, @key)";
        var rows = await database.Query<Row>(
            $"""
            SELECT grain_key AS GrainKey, created AS Created, CAST(state AS text) AS State FROM {view}
             WHERE {condition} {beyond} ORDER BY created DESC, grain_key DESC LIMIT @limit
            """,
            new { user = user?.ToString(), idle = Idle, old = Old, place = after?[0], key = after?[1], limit = page.Limit + 1 });
        return rows.ToPage(page.Limit, show, row => [row.Created, row.GrainKey]);
    }

    private sealed record Row
    {
        public string GrainKey { get; init; } = "";

        public string Created { get; init; } = "";

        public string State { get; init; } = "";
    }
}
