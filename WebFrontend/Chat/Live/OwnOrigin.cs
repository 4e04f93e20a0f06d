using Microsoft.Extensions.Options;

namespace OrleansBackends.WebFrontend.Chat.Live;

/// <summary>
/// Scripts of other sites are refused with 403 <c>origin-not-allowed</c> before a connection is made: browsers ask nobody before they open a WebSocket.
/// Programs send no <c>Origin</c>.
/// </summary>
internal static class OwnOrigin
{
    internal static readonly Error NotAllowed = new(ErrorKind.Forbidden, "origin-not-allowed", "Pages of this site may not connect here.");

    /// <summary>Our own pages, by the public address or by the host that was called, and the sites of <c>Cors:Origins</c>.</summary>
    public static TBuilder RequireOwnOrigin<TBuilder>(this TBuilder builder)
        where TBuilder : IEndpointConventionBuilder
    {
        builder.Add(endpoint =>
        {
            var next = endpoint.RequestDelegate!;
            endpoint.RequestDelegate = context => IsAllowed(context) ? next(context) : NotAllowed.ToProblem().ExecuteAsync(context);
        });
        return builder;
    }

    private static bool IsAllowed(HttpContext context)
    {
        var request = context.Request;
        if (request.Headers.Origin is not [{ } origin])
        {
            return request.Headers.Origin.Count == 0;
        }

        var services = context.RequestServices;
        return Same(origin, $"{request.Scheme}://{request.Host}")
            || Same(origin, services.GetRequiredService<IOptions<FrontendOptions>>().Value.PublicUrl.GetLeftPart(UriPartial.Authority))
            || services.GetRequiredService<IConfiguration>().GetList("Cors:Origins").Any(allowed => Same(origin, allowed));
    }

    private static bool Same(string origin, string allowed) => string.Equals(origin, allowed, StringComparison.OrdinalIgnoreCase);
}
