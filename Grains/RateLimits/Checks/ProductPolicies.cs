using OrleansBackends.Grains.Interfaces.RateLimits;
using OrleansBackends.Grains.Interfaces.RateLimits.Apps;

namespace OrleansBackends.Grains.RateLimits.Checks;

/// <summary>The product's policies as this silo knows them: at most two seconds old, and those of the code until the first answer.</summary>
internal sealed class ProductPolicies(IGrainFactory grains, TimeProvider time)
{
    private static readonly TimeSpan Life = TimeSpan.FromSeconds(2);

    private volatile Known known = new(null, DateTimeOffset.MinValue);

    /// <exception cref="ArgumentException">There is no such policy: a mistake in the code that names it.</exception>
    public LimitPolicy Now(string name) => known.Set?.Policies.FirstOrDefault(p => p.Name == name) ?? LimitPolicies.Get(name);

    public bool IsOld => time.GetUtcNow() - known.At >= Life;

    public async Task Renew()
    {
        var set = known.Set;
        var newer = await grains.GetGrain<ILimitAppGrain>(RateLimitKey.App(RateLimitKey.Product)).GetPolicies(set?.Version ?? 0);
        known = new Known(newer ?? set, time.GetUtcNow());
    }

    private sealed record Known(PolicySet? Set, DateTimeOffset At);
}
