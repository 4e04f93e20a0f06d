using Microsoft.Extensions.DependencyInjection.Extensions;

namespace OrleansBackends.WebFrontend.Common;

internal static class LimitServices
{
    private const int EmbeddedBudgetMs = 200;

    public static IServiceCollection AddLimits(this IServiceCollection services)
    {
        services.AddOptions<RateLimitOptions>()
            .Configure<IConfiguration>((options, configuration) => options.BudgetMs =
                configuration.GetValue("Cluster:Mode", ClusterMode.Embedded) == ClusterMode.Embedded ? EmbeddedBudgetMs : options.BudgetMs)
            .BindConfiguration(RateLimitOptions.Section)
            .Validate<IHostEnvironment>(
                (options, environment) => options.Profile == RateLimitProfile.Default || environment.IsDevelopment(),
                "RateLimits:Profile may be other than Default in Development only.")
            .Validate(options => options.BudgetMs is >= 1 and <= 5_000, "RateLimits:BudgetMs must be 1 to 5000.")
            .ValidateOnStart();
        services.TryAddSingleton<LocalLimiter>();
        services.TryAddSingleton<IUnitLimiter, ProcessLimiter>();
        return services.AddSingleton<RouteLimits>();
    }

    /// <summary>What one address may ask of this process at all, whoever it says it is; before anything else is done.</summary>
    public static void UseEdgeLimit(this IApplicationBuilder app)
    {
        var edge = app.ApplicationServices.GetRequiredService<RouteLimits>().InProcess("edge");
        KnownCallers[] known = [.. app.ApplicationServices.GetServices<KnownCallers>()];
        app.Use(next => context =>
            Array.Exists(known, k => k.Include(context.Request)) || edge.Take(context) ? next(context) : edge.Refuse(context));
    }
}
