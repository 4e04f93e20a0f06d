using System.Runtime.CompilerServices;
using OrleansBackends.WebFrontend.RateLimits.Usage;

namespace OrleansBackends.WebFrontend.RateLimits.Deciding;

/// <summary>Decides while the cluster cannot: each policy says how. A local decision keeps to this process's share of the limit.</summary>
internal sealed class Fallback(TimeProvider time, UsageCounter usage)
{
    private readonly LocalLimiter limiter = new(time);
    private readonly ConditionalWeakTable<LimitTerms, Part> parts = [];

    public Result<Done> Take(LimitUse use)
    {
        foreach (var unit in use.Units)
        {
            (unit.TakenFrom, unit.TakenAt) = (null, 0);
            if (unit is { IsEnforced: true, Policy.OnFault: LimitFault.Closed })
            {
                return LimitErrors.CapacityReduced;
            }
        }

        return limiter.TakeAll(use, ShareOf);
    }

    public void Release(LimitPolicy share, UnitUse unit) => limiter.Release(share, unit.Subject.Key, unit.Cost);

    private LimitPolicy? ShareOf(UnitUse unit)
    {
        if (unit.Policy.Mode == LimitMode.Off || unit.Policy.OnFault == LimitFault.Open)
        {
            return null;
        }

        var frontends = usage.Of(unit.Terms.App).Frontends;
        if (!parts.TryGetValue(unit.Terms, out var part) || part.Frontends != frontends)
        {
            var name = unit.Terms.IsNetwork ? $"{unit.Terms.App}/{unit.Policy.Name}/48" : $"{unit.Terms.App}/{unit.Policy.Name}";
            part = new Part(frontends, unit.Policy.Share(frontends) with { Name = name });
            parts.AddOrUpdate(unit.Terms, part);
        }

        return part.Policy;
    }

    private sealed record Part(int Frontends, LimitPolicy Policy);
}
