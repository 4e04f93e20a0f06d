using System.Globalization;
using Orleans.Concurrency;
using OrleansBackends.Grains.Interfaces.Links;
using OrleansBackends.Grains.Interfaces.Links.Lists;

namespace OrleansBackends.Grains.Links.Lists;

[StatelessWorker, GrainType("linkqueries")]
internal sealed class LinkQueries(QueryDatabase database, TimeProvider time) : Grain, ILinkQueries
{
    public async Task<Result<Page<LinkView>>> List(UserId owner, LinkFilter filter, PageRequest page)
    {
        var (now, parts) = (time.Now(), ListPart.Of(filter.Sort));
        if (ListPlace.Read(page.Cursor, parts) is not { } place)
        {
            return Errors.InvalidCursor;
        }

        var found = new List<(int Part, ListRow Row)>();
        for (var part = place.Part; part < parts.Count && found.Count <= page.Limit; part++)
        {
            var list = new LinkListSql(database.Dialect, parts[part]);
            var sql = list.Build(owner, filter, part == place.Part ? place : ListPlace.Start, page.Limit + 1 - found.Count, now);
            found.AddRange((await database.Query<ListRow>(sql, list.Parameters)).Select(row => (part, row)));
        }

        return found.ToPage(page.Limit, f => f.Row.ToView(now), f => new ListPlace(f.Part, f.Row.SortKey, f.Row.Code).Keys());
    }

    public async Task<IReadOnlyList<TagCount>> Tags(UserId owner)
    {
        var rows = await database.Query<TagRow>(
            "SELECT tag AS Tag, count(*) AS Count FROM links_tags WHERE owner = @owner GROUP BY tag ORDER BY count(*) DESC, tag LIMIT @limit",
            new { owner = owner.ToString(), limit = ILinkQueries.MaxTags });
        return [.. rows.Select(r => new TagCount(r.Tag, (int)r.Count))];
    }

    public async Task<Result<Page<ReportedLink>>> Reports(PageRequest page)
    {
        var after = page.Cursor is null ? [long.MaxValue.ToString(CultureInfo.InvariantCulture), "", ""] : Cursor.Decode(page.Cursor, 3);
        if (after is not [var countText, var at, var code] || !long.TryParse(countText, NumberStyles.None, CultureInfo.InvariantCulture, out var count))
        {
            return Errors.InvalidCursor;
        }

        var rows = await database.Query<ReportRow>(
            """
            SELECT code AS Code, count AS Count, last_report_at AS LastReportAt, document AS Document FROM links_reports
             WHERE count <= @count AND (count, last_report_at, code) < (@count, @at, @code)
             ORDER BY count DESC, last_report_at DESC, code DESC LIMIT @take
            """,
            new { count, at, code, take = page.Limit + 1 });
        return rows.ToPage(
            page.Limit, row => row.ToView(), row => [row.Count.ToString(CultureInfo.InvariantCulture), row.LastReportAt, row.Code]);
    }

    public async Task<string?> NewestPlain(UserId owner, string urlHash)
    {
        var rows = await database.Query<string>(
            "SELECT code FROM links_list WHERE owner = @owner AND url_hash = @urlHash AND plain ORDER BY created_at DESC LIMIT 1",
            new { owner = owner.ToString(), urlHash });
        return rows.Count > 0 ? rows[0] : null;
    }

    public async Task<string?> MadeBy(string operation)
    {
        var rows = await database.Query<string>("SELECT code FROM links_made WHERE operation = @operation LIMIT 1", new { operation });
        return rows.Count > 0 ? rows[0] : null;
    }

    public async Task<int> Count(UserId owner, int upTo)
    {
        var rows = await database.Query<long>(
            "SELECT count(*) FROM (SELECT 1 FROM links_made WHERE owner = @owner AND deleted_at IS NULL LIMIT @upTo) AS owned",
            new { owner = owner.ToString(), upTo });
        return (int)rows[0];
    }

    public async Task<IReadOnlyList<SweepRow>> Sweep(string afterHost, string afterCode)
    {
        var rows = await database.Query<SweepLink>(
            """
            SELECT code AS Code, host AS Host, url AS Url, suspended_reason AS SuspendedReason, document AS Document FROM links_list
             WHERE host >= @afterHost AND (host, code) > (@afterHost, @afterCode) ORDER BY host, code LIMIT @limit
            """,
            new { afterHost, afterCode, limit = ILinkQueries.SweepPage });
        return [.. rows.Select(r => r.ToRow())];
    }

    public Task<IReadOnlyList<string>> Codes(UserId owner, string afterCode, int limit) => database.Query<string>(
        "SELECT code FROM links_list WHERE owner = @owner AND code > @afterCode ORDER BY code LIMIT @limit",
        new { owner = owner.ToString(), afterCode, limit });
}
