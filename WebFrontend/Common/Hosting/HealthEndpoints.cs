using Microsoft.AspNetCore.Http.HttpResults;

namespace OrleansBackends.WebFrontend.Common;

internal static class HealthEndpoints
{
    public static IEndpointRouteBuilder MapHealth(this IEndpointRouteBuilder routes)
    {
        var health = routes.MapGroup("/health").AllowAnonymous().DisableHttpMetrics().ExcludeFromDescription();
        health.MapGet("/live", () => TypedResults.Text("live"));
        health.MapGet("/ready", Ready);
        return routes;
    }

    private static Results<ContentHttpResult, ProblemAnswer> Ready(Readiness readiness) =>
        readiness.IsReady ? TypedResults.Text("ready") : Errors.Unavailable.ToProblem();
}
