using Microsoft.Extensions.DependencyInjection.Extensions;
using Orleans.Configuration;

namespace OrleansBackends.Silo.RateLimits;

internal static class RateLimitsSilo
{
    /// <summary>An age of one minute, as limiters have, must be above the rhythm in which silos look for idle grains.</summary>
    private static readonly TimeSpan CollectionQuantum = TimeSpan.FromSeconds(30);

    public static IServiceCollection AddRateLimitsSilo(this IServiceCollection services)
    {
        services.Configure<GrainCollectionOptions>(collection => collection.CollectionQuantum = CollectionQuantum);
        services.TryAddSingleton<LocalLimiter>();
        return services.AddSingleton<IRateLimiter, SiloRateLimiter>();
    }
}
