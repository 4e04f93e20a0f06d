using System.Collections.Frozen;

namespace OrleansBackends.Grains.Interfaces.Common;

/// <summary>All product policies, counted inside this process.</summary>
public sealed class LocalLimiter(TimeProvider time)
{
    /// <summary>Subjects remembered per policy; the counter of one that a flood of others pushes out starts full.</summary>
    public const int Capacity = 500_000;

    private readonly LimitClock clock = new(time);
    private readonly FrozenDictionary<string, LimitTable> tables =
        LimitPolicies.Product.ToFrozenDictionary(p => p.Name, p => new LimitTable(p, Capacity));

    /// <summary>Takes units, or refuses and takes nothing. A cost above the capacity is a mistake of the code.</summary>
    public LimitDecision Take(LimitPolicy policy, LimitSubject subject, int cost = 1) =>
        Checked(policy, cost).Take(subject, clock.Now, cost) with { Policy = policy.Name };

    /// <summary>What <see cref="Take"/> would say now; takes nothing.</summary>
    public LimitDecision Ask(LimitPolicy policy, LimitSubject subject, int cost = 1) =>
        Checked(policy, cost).Ask(subject, clock.Now, cost) with { Policy = policy.Name };

    /// <summary>Ends a use that a concurrency policy admitted.</summary>
    public void Release(LimitPolicy policy, LimitSubject subject) => tables[policy.Name].Release(subject);

    private LimitTable Checked(LimitPolicy policy, int cost)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(cost, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(cost, policy.Capacity);
        return tables[policy.Name];
    }
}
