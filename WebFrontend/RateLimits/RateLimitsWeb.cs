using Microsoft.AspNetCore.Authentication;
using Microsoft.Extensions.DependencyInjection.Extensions;
using OrleansBackends.Grains.Interfaces.RateLimits;
using OrleansBackends.Grains.Interfaces.RateLimits.Apps;
using OrleansBackends.WebFrontend.RateLimits.Apps;
using OrleansBackends.WebFrontend.RateLimits.Checks;
using OrleansBackends.WebFrontend.RateLimits.Deciding;
using OrleansBackends.WebFrontend.RateLimits.Policies;
using OrleansBackends.WebFrontend.RateLimits.Reports;
using OrleansBackends.WebFrontend.RateLimits.Usage;

namespace OrleansBackends.WebFrontend.RateLimits;

internal static class RateLimitsWeb
{
    private const string Slice = LimitKeyHandler.Slice;
    private const string Path = "/api/rate-limits";

    public static IServiceCollection AddRateLimits(this IServiceCollection services)
    {
        services.AddSingleton(FrontendName.New()).AddLimiter();
        services.Replace(ServiceDescriptor.Singleton<IUnitLimiter>(provider => provider.GetRequiredService<ClusterLimiter>()));
        services.AddHostedService(provider => provider.GetRequiredService<ProductPolicies>());
        services.AddHostedService(provider => provider.GetRequiredService<UsageReporter>());
        services.AddHostedService<PolicySweeper>();
        services.AddSingleton<KnownPrograms>().AddSingleton(provider =>
            new KnownCallers(Path, request => provider.GetRequiredService<KnownPrograms>().Find(request) is not null));
        services.AddSingleton<AppDesk>().AddSingleton<CheckDesk>().AddSingleton<SubjectDesk>();
        services.AddSingleton(new KeyPrefix(ApiKeyText.Prefix, LimitKeyHandler.Name));
        services.AddAuthentication().AddScheme<AuthenticationSchemeOptions, LimitKeyHandler>(LimitKeyHandler.Name, null);
        services.AddSingleton(new SystemCard(12, "Rate limits", "Five algorithms with stated bounds, for this product and for yours", "/docs#tag/rate-limits"));
        services.AddScope($"{Slice}:read", "Read own limiter applications and their reports.").AddScope($"{Slice}:write", "Change own limiter applications.");
        return services.AddSingleton<ILiveTopics, UsageTopics>();
    }

    /// <summary>What decides, without what runs beside it.</summary>
    internal static IServiceCollection AddLimiter(this IServiceCollection services) => services
        .AddSingleton<UsageCounter>().AddSingleton<PolicyBook>().AddSingleton<ProductPolicies>().AddSingleton<UsageReporter>()
        .AddSingleton<LeaseTable>().AddSingleton<LimiterCalls>().AddSingleton<HeldUses>().AddSingleton<AdvanceTakes>().AddSingleton<DirectTakes>()
        .AddSingleton<LimitCircuit>().AddSingleton<Fallback>().AddSingleton<ClusterLimiter>().AddSingleton<Peeks>();

    public static IApplicationBuilder UseQuickChecks(this IApplicationBuilder app) => app.UseMiddleware<QuickChecks>();

    public static void MapRateLimits(this IEndpointRouteBuilder routes)
    {
        var limits = routes.MapGroup(Path).WithTags("Rate limits");
        var apps = limits.MapGroup("/apps").RequireScopesOf(Slice);
        apps.MapApps();
        apps.MapPolicies();
        apps.MapReports();
        limits.MapMe();
        var programs = limits.MapGroup("").AllowKeys().Limit(CheckEndpoints.Policy).Refuses(RateLimitErrors.KeyInvalid);
        programs.MapChecks();
        programs.MapUses();
    }
}
