using OrleansBackends.WebFrontend.Links.Guard;
using OrleansBackends.WebFrontend.Links.Lists;
using OrleansBackends.WebFrontend.Links.Qr;
using OrleansBackends.WebFrontend.Links.Stats;
using OrleansBackends.WebFrontend.Links.Visits;

namespace OrleansBackends.WebFrontend.Links;

internal static class LinksWeb
{
    public static IServiceCollection AddLinks(this IServiceCollection services)
    {
        services.AddOptions<LinksWebOptions>().BindConfiguration(LinksWebOptions.Section)
            .Validate(o => o.GeoIpFile is null || File.Exists(o.GeoIpFile), "Links:GeoIpFile must name a file that exists.")
            .ValidateOnStart();
        services.AddSingleton<LinkDesk>().AddSingleton<RootPaths>();
        services.AddSingleton<TargetCache>().AddSingleton<VisitDesk>().AddSingleton<UnlockCookie>().AddHostedService<TargetSweeper>();
        services.AddSingleton<ClickChannel>().AddSingleton<Countries>().AddHostedService<ClickSender>();
        services.AddSingleton(new SystemCard(1, "Links", "Short links: exact visit limits, passwords, live clicks", "/docs#tag/links"));
        services.AddScope("links:read", "Read own links and their statistics.").AddScope("links:write", "Make, change and delete own links.");
        services.AddSingleton<ILiveTopics, ClickTopics>().AddSingleton<ILiveTopics, LinkTopics>();
        return services;
    }

    /// <summary>Redirects that are in memory leave here, before routing.</summary>
    public static IApplicationBuilder UseCachedRedirects(this IApplicationBuilder app) => app.UseMiddleware<CachedRedirects>();

    public static IEndpointRouteBuilder MapLinks(this IEndpointRouteBuilder routes)
    {
        var links = routes.MapGroup("/api/links").WithTags("Links").RequireScopesOf("links");
        links.MapLinkRoutes().MapLists().MapBulk().MapStats().MapQr().MapGuard();
        return routes.MapVisits();
    }
}
