using Microsoft.Extensions.DependencyInjection;
using OrleansBackends.Grains.Interfaces.RateLimits;
using OrleansBackends.WebFrontend.Common;
using OrleansBackends.WebFrontend.RateLimits;

namespace OrleansBackends.Tests.RateLimits.Web;

internal static class Frontends
{
    /// <summary>What decides in a frontend of its own, before the shared cluster.</summary>
    public static ServiceProvider NewFrontend(this ClusterFixture cluster)
    {
        var services = new ServiceCollection();
        services.AddLogging().AddOptions<RateLimitOptions>();
        services.AddSingleton(cluster.Grains).AddSingleton(cluster.Time.Provider).AddSingleton(FrontendName.New()).AddSingleton<KnownTerms>();
        services.AddSingleton<LiveSignal>().AddSingleton<LiveConnector>().AddLimiter();
        return services.BuildServiceProvider();
    }
}

/// <summary>The terms of a policy as one frontend has them.</summary>
internal sealed class KnownTerms
{
    private readonly Lock gate = new();
    private readonly Dictionary<LimitPolicy, LimitTerms> known = [];

    public LimitTerms Of(LimitPolicy policy)
    {
        lock (gate)
        {
            return known.TryGetValue(policy, out var terms) ? terms
                : known[policy] = new LimitTerms(RateLimitKey.Product, policy, new PolicyCount(policy.Name));
        }
    }
}
