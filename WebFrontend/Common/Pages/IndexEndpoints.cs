namespace OrleansBackends.WebFrontend.Common;

internal static class IndexEndpoints
{
    private const string Robots = "User-agent: *\nDisallow: /api/\nDisallow: /hubs/\nDisallow: /docs\nDisallow: /dashboard\n";

    public static IEndpointRouteBuilder MapIndex(this IEndpointRouteBuilder routes)
    {
        var pages = routes.MapGroup("").AllowAnonymous().Limit("public-read").ExcludeFromDescription();
        pages.MapGet("/", (IEnumerable<SystemCard> systems) => Pages.Render<IndexPage>(new { Systems = systems }));
        pages.MapGet("/robots.txt", () => TypedResults.Text(Robots));
        return routes;
    }
}
