using Microsoft.AspNetCore.Http.HttpResults;
using OrleansBackends.Grains.Interfaces.Notifications.Preferences;

namespace OrleansBackends.WebFrontend.Notifications.Preferences;

/// <summary>
/// The link in each mail of a category that can be switched off. Looking at it changes nothing, since programs follow links; posting to it does, from
/// the page's button or by a mail program's one click (RFC 8058), without cookie, sign-in or anti-forgery token.
/// </summary>
internal static class UnsubscribeEndpoints
{
    internal const string Field = "List-Unsubscribe";
    internal const string OneClick = "One-Click";

    private const int MaxToken = 1_024;
    private const long MaxBody = 4 * 1024;

    public static void MapUnsubscribe(this IEndpointRouteBuilder routes)
    {
        var links = routes.MapGroup("/n/u/{token}").AllowAnonymous().Limit("public-read").ExcludeFromDescription();
        links.MapMethods("", [HttpMethods.Get, HttpMethods.Head], Show);
        links.MapPost("", Apply).DisableAntiforgery().MaxBody(MaxBody);
    }

    private static async Task<IResult> Show(string token, IGrainFactory grains, HttpContext context)
    {
        Unlisted(context);
        var view = token.Length <= MaxToken ? await grains.GetGrain<IUnsubscribeGrain>(0).Read(token) : null;
        return view is null ? NotFound() : Pages.Render<UnsubscribePage>(new { View = view });
    }

    private static async Task<IResult> Apply(string token, IGrainFactory grains, HttpContext context)
    {
        Unlisted(context);
        if (!context.Request.HasFormContentType || (await context.Request.ReadFormAsync(context.RequestAborted))[Field] != OneClick)
        {
            return Errors.Invalid($"A form with {Field}={OneClick}.", Field).ToProblem();
        }

        var done = token.Length <= MaxToken ? await grains.GetGrain<IUnsubscribeGrain>(0).Apply(token) : null;
        return done is not { } answer ? NotFound()
            : answer.IsOk ? Pages.Render<UnsubscribePage>(new { View = answer.Value, IsDone = true })
            : answer.Error.ToProblem();
    }

    private static RazorComponentResult<NoSuchLinkPage> NotFound() => Pages.Render<NoSuchLinkPage>(status: StatusCodes.Status404NotFound);

    /// <summary>In no index, in no cache, and no other site learns the address.</summary>
    private static void Unlisted(HttpContext context)
    {
        context.Response.Headers.CacheControl = "no-store";
        context.Response.Headers["X-Robots-Tag"] = "noindex";
        context.Response.Headers["Referrer-Policy"] = "no-referrer";
    }
}
