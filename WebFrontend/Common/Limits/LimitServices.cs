namespace OrleansBackends.WebFrontend.Common;

internal static class LimitServices
{
    public static IServiceCollection AddLimits(this IServiceCollection services)
    {
        services.AddOptions<RateLimitOptions>()
            .BindConfiguration("RateLimits")
            .Validate<IHostEnvironment>(
                (options, environment) => options.Profile == RateLimitProfile.Default || environment.IsDevelopment(),
                "RateLimits:Profile may be other than Default in Development only.")
            .ValidateOnStart();
        return services.AddSingleton<LocalLimiter>().AddSingleton<RouteLimits>();
    }

    /// <summary>What one address may ask of this process at all, whoever it says it is; before anything else is done.</summary>
    public static void UseEdgeLimit(this IApplicationBuilder app)
    {
        var limits = app.ApplicationServices.GetRequiredService<RouteLimits>();
        var edge = LimitPolicies.Get("edge");
        app.Use(next => context =>
        {
            var decision = limits.Take(edge, RouteLimits.SubjectOf(context, edge), cost: 1);
            return decision.Allowed ? next(context) : LimitAnswers.Refuse(context, edge, decision);
        });
    }
}
