using Microsoft.Extensions.DependencyInjection.Extensions;

namespace OrleansBackends.Silo.RateLimits;

internal static class RateLimitsSilo
{
    public static IServiceCollection AddRateLimitsSilo(this IServiceCollection services)
    {
        services.TryAddSingleton<LocalLimiter>();
        return services.AddSingleton<IRateLimiter, SiloRateLimiter>();
    }
}
