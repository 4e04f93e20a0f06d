using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.Extensions.Options;
using OrleansBackends.Grains.Interfaces.Links;

namespace OrleansBackends.WebFrontend.Links;

internal static class LinkEndpoints
{
    public static RouteGroupBuilder MapLinkRoutes(this RouteGroupBuilder links)
    {
        links.MapPost("/", Create).AllowAnonymousToo().Limit("links-create")
            .WithSummary("Shortens a URL")
            .WithDescription("Answers 201 with a new link, or 200 with the caller's own that was asked for.")
            .Refuses(
                LinkErrors.InvalidUrl, LinkErrors.UrlTooLong, LinkErrors.CodeInvalid, LinkErrors.HostBanned, LinkErrors.AnonymousNotAllowed,
                LinkErrors.CodeTaken, LinkErrors.SchemeNotAllowed, LinkErrors.UrlHasCredentials, LinkErrors.Loop, LinkErrors.HostNotPublic,
                LinkErrors.CodeReserved, LinkErrors.RuleInvalid, LinkErrors.ExpiresInPast, LinkErrors.StartsAfterExpiry, LinkErrors.NoCodeLeft, LinkErrors.Gone, LinkErrors.QuotaReached);
        links.MapGet("/{code}", Get).Limit("read").WithSummary("Shows a link of the caller").Refuses(LinkErrors.NotFound);
        links.MapPatch("/{code}", Update).Limit("write")
            .WithSummary("Changes a link")
            .WithDescription("Absent members stay, null clears. Takes effect at once here and within seconds everywhere.")
            .Refuses(LinkErrors.NotFound, Errors.Stale, LinkErrors.MaxVisitsBelowUsed, LinkErrors.InvalidUrl, LinkErrors.HostBanned, LinkErrors.RuleInvalid);
        links.MapDelete("/{code}", Delete).Limit("write")
            .WithSummary("Deletes a link for ever")
            .WithDescription("The code answers 410 from now on and is never given to anybody else.")
            .Refuses(LinkErrors.NotFound);
        links.MapGet("/availability/{code}", Availability).Limit("read")
            .WithSummary("Tells whether a custom code is free").Refuses(LinkErrors.CodeInvalid);
        return links;
    }

    private static async Task<Results<CreatedAnswer<LinkView>, OkAnswer<LinkView>>> Create(
        CreateLinkRequest request, CurrentUser? user, Idempotency idempotency, LinkDesk desk, RouteLimits limits, HttpContext context,
        IOptions<LinksWebOptions> options)
    {
        if (user is null && await Refuse(request, options.Value, limits, context) is { } refused)
        {
            return Created(refused);
        }

        var created = await desk.Create(request, user?.Id, idempotency.Operation);
        return created is { IsOk: true, Value.Existed: true } ? created.Map(c => c.Link).ToOk() : Created(created.Map(c => c.Link));
    }

    private static CreatedAnswer<LinkView> Created(Result<LinkView> link) => link.ToCreated(l => $"/api/links/{l.Code}");

    private static async ValueTask<Error?> Refuse(CreateLinkRequest request, LinksWebOptions options, RouteLimits limits, HttpContext context) =>
        options.AnonymousCreate && request.Code is null ? (await limits.TakeAsync(context, "links-anonymous")).Error : LinkErrors.AnonymousNotAllowed;

    private static async Task<OkAnswer<LinkView>> Get(string code, CurrentUser user, LinkDesk desk) => (await desk.Get(code, user.Id)).ToOk();

    private static async Task<OkAnswer<LinkView>> Update(string code, UpdateLinkRequest request, CurrentUser user, IfMatch ifMatch, LinkDesk desk) =>
        (await desk.Update(code, user.Id, request, ifMatch.Version)).ToOk();

    private static async Task<NoContentAnswer> Delete(string code, CurrentUser user, LinkDesk desk) => (await desk.Delete(code, user.Id)).ToNoContent();

    private static async Task<OkAnswer<AvailabilityView>> Availability(string code, CurrentUser user, LinkDesk desk, RootPaths roots)
    {
        var wanted = LinkCode.Custom(code);
        if (wanted.Error?.Code == LinkErrors.CodeInvalid.Code)
        {
            return new Result<AvailabilityView> { Error = wanted.Error }.ToOk();
        }

        var reason = !wanted.IsOk || roots.Contains(wanted.Value) ? LinkErrors.CodeReserved.Code
            : await desk.Link(wanted.Value).IsFree(user.Id) ? null
            : LinkErrors.CodeTaken.Code;
        return new Result<AvailabilityView> { Value = new AvailabilityView(reason is null, reason) }.ToOk();
    }
}

public sealed record AvailabilityView(bool Available, string? Reason);
