using OrleansBackends.Grains.Interfaces.Accounts;

namespace OrleansBackends.WebFrontend.Accounts;

internal static class TimelinePages
{
    public static void MapTimelinePages(this RouteGroupBuilder own) => own.MapGet("/timeline", Show).Limit("read");

    private static async Task<IResult> Show(PageQuery page, CurrentUser user, IGrainFactory grains)
    {
        var entries = await grains.GetGrain<IAccountQueries>(IAccountQueries.Key).Audit(user.Id, kind: null, page);
        return entries.IsOk
            ? Pages.Render<TimelinePage>(new { Entries = entries.Value, Session = user.SessionId, IsFirst = page.Cursor is null })
            : entries.Error.ToProblem();
    }
}
