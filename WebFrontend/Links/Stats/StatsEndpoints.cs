using OrleansBackends.Grains.Interfaces.Links;
using OrleansBackends.Grains.Interfaces.Links.Stats;

namespace OrleansBackends.WebFrontend.Links.Stats;

internal static class StatsEndpoints
{
    private const int DefaultDays = 30;

    public static RouteGroupBuilder MapStats(this RouteGroupBuilder links)
    {
        links.MapGet("/{code}/stats", Stats).Limit("read")
            .WithSummary("Counts the clicks of a range of days")
            .WithDescription("Days from and to are in UTC and both included; without them the last 30 days.")
            .Refuses(LinkErrors.NotFound, LinkErrors.RangeInvalid);
        links.MapGet("/{code}/clicks", Clicks).Limit("read")
            .WithSummary("Lists single clicks of the last 90 days, newest first").Refuses(LinkErrors.NotFound, Errors.InvalidCursor);
        links.MapGet("/{code}/stats.csv", StatsCsv).Limit("export").WithSummary("Exports the daily counts").Refuses(LinkErrors.NotFound, LinkErrors.RangeInvalid);
        links.MapGet("/{code}/clicks.csv", ClicksCsv).Limit("export").WithSummary("Exports the single clicks").Refuses(LinkErrors.NotFound);
        return links;
    }

    private static async Task<OkAnswer<StatsView>> Stats(string code, DateOnly? from, DateOnly? to, CurrentUser user, LinkDesk desk, TimeProvider time) =>
        (await Range(code, from, to, user, desk, time)).ToOk();

    private static async Task<OkAnswer<Page<ClickView>>> Clicks(string code, PageQuery page, CurrentUser user, LinkDesk desk)
    {
        var link = await desk.Ask(code, l => l.Get(user.Id));
        return (link.IsOk ? await desk.Stats(link.Value.Code).GetClicks(link.Value.CreatedAt, page) : link.Error).ToOk();
    }

    private static async Task<IResult> StatsCsv(string code, DateOnly? from, DateOnly? to, CurrentUser user, LinkDesk desk, TimeProvider time)
    {
        var stats = await Range(code, from, to, user, desk, time);
        return stats.IsOk
            ? new CsvAnswer<DayCount>(
                $"{code}-stats.csv", stats.Value.Series.ToAsyncEnumerable(),
                CsvColumn.Text<DayCount>("day", d => d.Day.ToString("yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture)),
                CsvColumn.Number<DayCount, long>("human", d => d.Human),
                CsvColumn.Number<DayCount, long>("bots", d => d.Bots),
                CsvColumn.Number<DayCount, long>("unique", d => d.Unique))
            : stats.Error.ToProblem();
    }

    private static async Task<IResult> ClicksCsv(string code, CurrentUser user, LinkDesk desk)
    {
        var link = await desk.Ask(code, l => l.Get(user.Id));
        return link.IsOk
            ? new CsvAnswer<ClickView>(
                $"{code}-clicks.csv", AllPages.Of(page => desk.Stats(link.Value.Code).GetClicks(link.Value.CreatedAt, page)),
                CsvColumn.Instant<ClickView>("at", c => c.At),
                CsvColumn.Text<ClickView>("kind", c => c.Bot ? "bot" : "human"),
                CsvColumn.Text<ClickView>("referrer", c => c.ReferrerHost),
                CsvColumn.Text<ClickView>("browser", c => c.Browser),
                CsvColumn.Text<ClickView>("os", c => c.Os),
                CsvColumn.Text<ClickView>("device", c => c.Device),
                CsvColumn.Text<ClickView>("country", c => c.Country),
                CsvColumn.Text<ClickView>("language", c => c.Language),
                CsvColumn.Text<ClickView>("rule", c => c.Rule))
            : link.Error.ToProblem();
    }

    private static async Task<Result<StatsView>> Range(string code, DateOnly? from, DateOnly? to, CurrentUser user, LinkDesk desk, TimeProvider time)
    {
        var link = await desk.Ask(code, l => l.Get(user.Id));
        if (!link.IsOk)
        {
            return link.Error;
        }

        var last = to ?? DateOnly.FromDateTime(time.GetUtcNow().UtcDateTime);
        return await desk.Stats(link.Value.Code).GetStats(link.Value.CreatedAt, from ?? last.AddDays(1 - DefaultDays), last);
    }
}
