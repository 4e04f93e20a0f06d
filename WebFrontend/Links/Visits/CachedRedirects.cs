using Microsoft.Extensions.Primitives;
using OrleansBackends.Grains.Interfaces.Links;
using OrleansBackends.WebFrontend.Links.Stats;

namespace OrleansBackends.WebFrontend.Links.Visits;

/// <summary>
/// The hot path: a redirect that everybody may have and that is in memory leaves before all else, and without headers that mean nothing on an empty
/// answer. Whatever else there is to say about a short URL, its route says; a limit that is reached is refused there too.
/// </summary>
internal sealed class CachedRedirects(RequestDelegate next, TargetCache cache, ClickChannel clicks, RouteLimits limits, TimeProvider time)
{
    internal static readonly StringValues NoIndex = "noindex";

    private static readonly StringValues Referrer = "strict-origin-when-cross-origin";

    private readonly InProcessLimit misses = limits.InProcess(MissBudget.Policy);
    private readonly InProcessLimit redirects = limits.InProcess("links-redirect");
    private readonly InProcessLimit edge = limits.InProcess("edge");

    public Task InvokeAsync(HttpContext context)
    {
        var path = context.Request.Path.Value.AsSpan();
        if (path.Length is <= LinkCode.MinLength or > LinkCode.MaxLength + 1 || !HttpMethods.IsGet(context.Request.Method))
        {
            return next(context);
        }

        var now = time.GetUtcNow();
        if (!cache.TryGetFresh(path[1..], now, out var found) || !IsForEverybody(found, context, now)
            || !misses.Ask(context) || !redirects.Take(context) || !edge.Take(context))
        {
            return next(context);
        }

        var response = context.Response;
        response.StatusCode = found.Target.RedirectStatus;
        var headers = response.Headers;
        headers.Location = found.Location;
        headers.CacheControl = found.CacheControl;
        headers["X-Robots-Tag"] = NoIndex;
        headers["Referrer-Policy"] = Referrer;
        headers.ContentLength = 0;
        clicks.Record(context, found.Target, now);
        return Task.CompletedTask;
    }

    private static bool IsForEverybody(CachedTarget found, HttpContext context, DateTimeOffset now) =>
        found.IsPlain && !(found.Target.StartsAt > now) && !(found.Target.ExpiresAt <= now)
        && !(found.Target.ForwardQuery && context.Request.QueryString.HasValue);
}
