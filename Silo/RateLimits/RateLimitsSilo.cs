using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;
using Orleans.Configuration;
using OrleansBackends.Grains.RateLimits.Apps;
using OrleansBackends.Grains.RateLimits.Checks;

namespace OrleansBackends.Silo.RateLimits;

internal static class RateLimitsSilo
{
    /// <summary>An age of one minute, as limiters have, must be above the rhythm in which silos look for idle grains.</summary>
    private static readonly TimeSpan CollectionQuantum = TimeSpan.FromSeconds(30);

    public static IServiceCollection AddRateLimitsSilo(this IServiceCollection services)
    {
        services.Configure<GrainCollectionOptions>(collection => collection.CollectionQuantum = CollectionQuantum);
        services.AddSingleton<IValidateOptions<RateLimitsOptions>, RateLimitsOptionsValidator>();
        services.AddOptions<RateLimitsOptions>().BindConfiguration(RateLimitsOptions.Section).ValidateOnStart();
        services.AddSingleton<IUserExport, RateLimitsUserData>().AddSingleton<IUserErasure, RateLimitsUserData>();
        services.AddSingleton<ISweepSource, LimiterSweep>();
        services.TryAddSingleton<LocalLimiter>();
        services.TryAddSingleton<LimitCircuit>();
        return services.AddSingleton<ProductPolicies>().AddSingleton<IRateLimiter, SiloRateLimiter>();
    }
}
