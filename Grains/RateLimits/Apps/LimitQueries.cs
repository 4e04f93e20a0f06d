using Orleans.Concurrency;
using OrleansBackends.Grains.Interfaces.RateLimits.Apps;
using OrleansBackends.Grains.Interfaces.RateLimits.Reports;
using OrleansBackends.Grains.RateLimits.Reports;

namespace OrleansBackends.Grains.RateLimits.Apps;

[StatelessWorker, GrainType("limitqueries")]
internal sealed class LimitQueries(QueryDatabase database) : Grain, ILimitQueries
{
    /// <summary>Above every time and every id.</summary>
    private const string Last = "~";

    public async Task<Result<Page<LimitAppView>>> Apps(UserId owner, PageRequest page)
    {
        var after = page.Cursor is null ? [Last, Last] : Cursor.Decode(page.Cursor, 2);
        if (after is not [var at, var id])
        {
            return Errors.InvalidCursor;
        }

        var rows = await database.Query<string>(
            """
            SELECT document FROM rate_limits_apps
             WHERE owner = @owner AND created_at <= @at AND (created_at, id) < (@at, @id)
             ORDER BY created_at DESC, id DESC LIMIT @take
            """,
            new { owner = owner.ToString(), at, id, take = page.Limit + 1 });
        return rows.Select(DocumentJson.Read<LimitAppState>).ToList()
            .ToPage(page.Limit, app => app.ToView(), app => [app.CreatedAt.ToText(), app.Id]);
    }

    public Task<IReadOnlyList<string>> Ids(UserId owner) => database.Query<string>(
        "SELECT id FROM rate_limits_apps WHERE owner = @owner ORDER BY created_at, id", new { owner = owner.ToString() });

    public async Task<IReadOnlyList<ReportHour>> Hours(string app, DateTimeOffset from, DateTimeOffset to)
    {
        var rows = await database.Query<string>(
            """
            SELECT document FROM rate_limits_hours
             WHERE stream = @stream AND hour >= @from AND hour < @to ORDER BY hour, seq
            """,
            new { stream = ReportHours.Stream(app).ToString(), from = from.ToText(), to = to.ToText() });
        return [.. rows.Select(DocumentJson.Read<StoredHour>).GroupBy(h => h.Hour).Select(h => h.Last().ToHour())];
    }
}
