namespace OrleansBackends.WebFrontend.Common;

internal static class Unrouted
{
    /// <summary>
    /// What no route answers is 404 for everybody, and a wrong method or media type says so itself: to ask such callers to sign in first would
    /// mislead them.
    /// </summary>
    public static IApplicationBuilder UseUnrouted(this IApplicationBuilder app) => app.Use(next => context =>
    {
        switch (context.GetEndpoint())
        {
            case RouteEndpoint:
                return next(context);
            case { RequestDelegate: { } refusal }:
                return refusal(context);
            default:
                context.Response.StatusCode = StatusCodes.Status404NotFound;
                return Task.CompletedTask;
        }
    });
}
