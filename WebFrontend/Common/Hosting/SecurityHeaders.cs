using Microsoft.Extensions.Primitives;

namespace OrleansBackends.WebFrontend.Common;

/// <summary>On every answer, problems included. A handler may replace what it has a reason for.</summary>
internal static class SecurityHeaders
{
    private static readonly StringValues Policy =
        "default-src 'self'; object-src 'none'; base-uri 'self'; form-action 'self'; frame-ancestors 'none'";

    // The API reference has one inline module script, and writes its own style elements.
    private static readonly StringValues DocsPolicy =
        "default-src 'self'; script-src 'self' 'unsafe-inline'; style-src 'self' 'unsafe-inline'; img-src 'self' data:; font-src 'self' data:; "
        + "object-src 'none'; base-uri 'self'; frame-ancestors 'none'";

    private static readonly StringValues NoSniff = "nosniff";
    private static readonly StringValues Referrer = "strict-origin-when-cross-origin";

    public static IApplicationBuilder UseSecurityHeaders(this IApplicationBuilder app) => app.Use(next => context =>
    {
        Apply(context);
        return next(context);
    });

    /// <summary>A fault clears all headers, so its answer sets them again.</summary>
    public static void Apply(HttpContext context)
    {
        var headers = context.Response.Headers;
        headers.ContentSecurityPolicy = context.Request.Path.StartsWithSegments("/docs") ? DocsPolicy : Policy;
        headers.XContentTypeOptions = NoSniff;
        headers["Referrer-Policy"] = Referrer;
    }
}
