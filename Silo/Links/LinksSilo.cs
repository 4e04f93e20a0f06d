using OrleansBackends.Grains.Links;
using OrleansBackends.Grains.Links.Guard;
using OrleansBackends.Grains.Links.Lists;
using OrleansBackends.Grains.Links.Targets;
using OrleansBackends.Silo.Links.Guard;
using OrleansBackends.Silo.Links.Targets;

namespace OrleansBackends.Silo.Links;

internal static class LinksSilo
{
    public static IServiceCollection AddLinksSilo(this IServiceCollection services)
    {
        services.AddOptions<LinksOptions>()
            .BindConfiguration(LinksOptions.Section)
            .Configure<IConfiguration>((links, settings) => links.PublicUrl = settings["Frontend:PublicUrl"] ?? "http://localhost:8080")
            .Validate(o => o.ReportsToSuspend > 0, "Links:ReportsToSuspend must be at least 1.")
            .Validate(o => o.MaxPerOwner > 0, "Links:MaxPerOwner must be at least 1.")
            .Validate(o => o.ExtraSchemes.All(s => s is "mailto" or "tel"), "Links:ExtraSchemes may name mailto and tel, nothing else.")
            .ValidateOnStart();
        services.AddSingleton<LinkGuard>().AddSingleton<TargetRules>().AddSingleton<TitleQueue>().AddSingleton<LinkQuota>().AddSingleton<LinkServices>();
        services.AddSingleton<IUserExport, LinksUserData>().AddSingleton<IUserErasure, LinksUserData>();
        services.AddHostedService<GuardWorker>().AddHostedService<TitleWorker>();
        return services;
    }
}
