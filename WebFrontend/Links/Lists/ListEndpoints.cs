using OrleansBackends.Grains.Interfaces.Links;
using OrleansBackends.Grains.Interfaces.Links.Lists;

namespace OrleansBackends.WebFrontend.Links.Lists;

internal static class ListEndpoints
{
    public static RouteGroupBuilder MapLists(this RouteGroupBuilder links)
    {
        links.MapGet("/", List).Limit("read")
            .WithSummary("Lists the caller's links")
            .WithDescription("Archived links appear only under status=archived. sort is -created, created, -clicks or -lastClick.")
            .Refuses(Errors.InvalidCursor);
        links.MapGet("/tags", Tags).Limit("read").WithSummary("Lists the caller's tags, the most used first");
        links.MapGet("/export.csv", Export).Limit("export").WithSummary("Exports the caller's links");
        return links;
    }

    private static async Task<OkAnswer<Page<LinkView>>> List(ListQuery query, PageQuery page, CurrentUser user, IGrainFactory grains, LinkDesk desk)
    {
        var found = await grains.GetGrain<ILinkQueries>(0).List(user.Id, query.Filter, page);
        return found.Map(p => p.Map(desk.Show)).ToOk();
    }

    private static async Task<OkAnswer<Page<TagCount>>> Tags(CurrentUser user, IGrainFactory grains) =>
        new Result<Page<TagCount>> { Value = new Page<TagCount>(await grains.GetGrain<ILinkQueries>(0).Tags(user.Id), null) }.ToOk();

    private static CsvAnswer<LinkView> Export(ListQuery query, CurrentUser user, IGrainFactory grains, LinkDesk desk) => new(
        "links.csv", AllPages.Of(page => grains.GetGrain<ILinkQueries>(0).List(user.Id, query.Filter, page)),
        CsvColumn.Text<LinkView>("code", l => l.Code),
        CsvColumn.Text<LinkView>("shortUrl", l => desk.ShortUrl(l.Code)),
        CsvColumn.Text<LinkView>("url", l => l.Url),
        CsvColumn.Text<LinkView>("title", l => l.Title),
        CsvColumn.Text<LinkView>("note", l => l.Note),
        CsvColumn.Text<LinkView>("tags", l => string.Join(' ', l.Tags)),
        CsvColumn.Text<LinkView>("status", l => l.Status.ToString().ToLowerInvariant()),
        CsvColumn.Number<LinkView, long>("clicks", l => l.Clicks.Total),
        CsvColumn.Instant<LinkView>("createdAt", l => l.CreatedAt),
        CsvColumn.Instant<LinkView>("lastClickAt", l => l.LastClickAt));
}
