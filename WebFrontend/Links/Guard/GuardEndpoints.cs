using OrleansBackends.Grains.Interfaces.Links;
using OrleansBackends.Grains.Interfaces.Links.Guard;
using OrleansBackends.Grains.Interfaces.Links.Lists;
using OrleansBackends.WebFrontend.Links.Visits;

namespace OrleansBackends.WebFrontend.Links.Guard;

internal static class GuardEndpoints
{
    public static RouteGroupBuilder MapGuard(this RouteGroupBuilder links)
    {
        links.MapPost("/{code}/reports", Report).AllowAnonymous().Limit("links-report")
            .WithSummary("Reports a link that does harm").Refuses(LinkErrors.NotFound);

        var admin = links.MapGroup("").RequireRole(CurrentUser.Admin);
        admin.MapGet("/reports", Reports).Limit("read").WithSummary("Lists reported links, the most reported first").Refuses(Errors.InvalidCursor);
        admin.MapPut("/{code}/suspension", Suspend).Limit("write").WithSummary("Suspends a link").Refuses(LinkErrors.NotFound);
        admin.MapDelete("/{code}/suspension", Lift).Limit("write").WithSummary("Lifts a suspension and its reports").Refuses(LinkErrors.NotFound);
        admin.MapGet("/banned-hosts", Bans).Limit("read").WithSummary("Lists banned hosts");
        admin.MapPut("/banned-hosts/{host}", Ban).Limit("write").WithSummary("Bans a host and its subdomains").Refuses(LinkErrors.HostInvalid);
        admin.MapDelete("/banned-hosts/{host}", Unban).Limit("write").WithSummary("Lifts the ban of a host").Refuses(LinkErrors.HostInvalid);
        return links;
    }

    private static async Task<AcceptedAnswer<Done>> Report(string code, ReportRequest request, HttpContext context, LinkDesk desk) =>
        (await desk.Ask(code, link => link.Report(new LinkReport(Callers.Hash(context), request.Reason, request.Comment)))).ToAccepted();

    private static async Task<OkAnswer<Page<ReportedLink>>> Reports(PageQuery page, IGrainFactory grains) =>
        (await grains.GetGrain<ILinkQueries>(0).Reports(page)).ToOk();

    private static async Task<NoContentAnswer> Suspend(string code, SuspensionRequest request, LinkDesk desk, TargetCache cache)
    {
        var suspended = await desk.Ask(code, link => link.Suspend(request.Reason));
        cache.Drop(code);
        return suspended.ToNoContent();
    }

    private static async Task<NoContentAnswer> Lift(string code, LinkDesk desk, TargetCache cache)
    {
        var lifted = await desk.Ask(code, link => link.Lift(onlyReason: null));
        cache.Drop(code);
        return lifted.ToNoContent();
    }

    private static async Task<OkAnswer<Page<string>>> Bans(PageQuery page, IGrainFactory grains)
    {
        var hosts = (await Guard(grains).Snapshot(knownVersion: -1)).Hosts ?? [];
        var rest = hosts.Where(h => string.CompareOrdinal(h, page.Cursor) > 0).Take(page.Limit + 1).ToList();
        return new Result<Page<string>> { Value = new Page<string>([.. rest.Take(page.Limit)], rest.Count > page.Limit ? rest[page.Limit - 1] : null) }.ToOk();
    }

    private static async Task<NoContentAnswer> Ban(string host, IGrainFactory grains) => (await Guard(grains).Ban(host)).ToNoContent();

    private static async Task<NoContentAnswer> Unban(string host, IGrainFactory grains) => (await Guard(grains).Unban(host)).ToNoContent();

    private static ILinkGuardGrain Guard(IGrainFactory grains) => grains.GetGrain<ILinkGuardGrain>(LinkKey.Guard);
}
