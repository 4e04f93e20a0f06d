using Microsoft.AspNetCore.Antiforgery;
using Microsoft.Extensions.Options;

namespace OrleansBackends.WebFrontend.Common;

/// <summary>
/// What a browser sends with somebody's cookie must come from our own pages: an unsafe method needs the antiforgery token and our own <c>Origin</c>, a
/// WebSocket our own <c>Origin</c>; else 403 <c>csrf</c>. The same holds without a cookie where a route says <see cref="CrossSite.RequireAntiforgery"/>.
/// </summary>
internal sealed class CrossSiteGuard(RequestDelegate next, IAntiforgery antiforgery, IOptions<FrontendOptions> frontend)
{
    private readonly string own = frontend.Value.PublicUrl.GetLeftPart(UriPartial.Authority);

    public async Task InvokeAsync(HttpContext context)
    {
        if (IsGuarded(context) && !(IsOurs(context) && await HasTokenAsync(context)))
        {
            await WebErrors.Csrf.ToProblem().ExecuteAsync(context);
            return;
        }

        await next(context);
    }

    private static bool IsGuarded(HttpContext context) =>
        KnownByCookie.Is(context) ? !IsSafe(context.Request) || IsWebSocket(context.Request)
        : !IsSafe(context.Request) && context.GetEndpoint()?.Metadata.GetMetadata<AntiforgeryMark>() is not null;

    private bool IsOurs(HttpContext context) =>
        context.Request.Headers.Origin is [{ } origin] && string.Equals(origin, own, StringComparison.OrdinalIgnoreCase);

    private async Task<bool> HasTokenAsync(HttpContext context)
    {
        if (IsWebSocket(context.Request))
        {
            return true;
        }

        try
        {
            return await antiforgery.IsRequestValidAsync(context);
        }
        catch (AntiforgeryValidationException)
        {
            return false; // Thrown for a form that cannot be read; false for all else.
        }
    }

    private static bool IsSafe(HttpRequest request) =>
        HttpMethods.IsGet(request.Method) || HttpMethods.IsHead(request.Method) || HttpMethods.IsOptions(request.Method) || HttpMethods.IsTrace(request.Method);

    /// <summary>HTTP/1.1 upgrades a GET, HTTP/2 connects.</summary>
    private static bool IsWebSocket(HttpRequest request) =>
        HttpMethods.IsConnect(request.Method) || (HttpMethods.IsGet(request.Method) && request.Headers.Upgrade.Count > 0);
}
