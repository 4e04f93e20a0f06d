using System.Collections.Concurrent;

namespace OrleansBackends.Grains.Interfaces.Common;

/// <summary>Policies counted inside this process: what needs no cluster, and what decides while there is none.</summary>
public sealed class LocalLimiter(TimeProvider time)
{
    /// <summary>Subjects remembered per policy; the counter of one that a flood of others pushes out starts full.</summary>
    public const int Capacity = 500_000;

    private readonly LimitClock clock = new(time);
    private readonly ConcurrentDictionary<string, LimitTable> tables = new();

    /// <summary>Takes units, or refuses and takes nothing. A cost above the capacity is a mistake of the code.</summary>
    public LimitDecision Take(LimitPolicy policy, LimitSubject subject, long cost = 1) =>
        Checked(policy, cost).Take(subject, clock.Now, cost) with { Policy = policy.Name };

    /// <summary>Whether <see cref="Take"/> would succeed now; takes nothing.</summary>
    public LimitDecision Ask(LimitPolicy policy, LimitSubject subject, long cost = 1) =>
        Checked(policy, cost).Peek(subject, clock.Now, cost) with { Policy = policy.Name };

    /// <summary>Ends a use that a concurrency policy admitted, or gives units back that were taken just now.</summary>
    public void Release(LimitPolicy policy, LimitSubject subject, long cost = 1)
    {
        var now = clock.Now;
        Checked(policy, cost).Refund(subject, now, now, cost);
    }

    private LimitTable Checked(LimitPolicy policy, long cost)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(cost, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(cost, policy.Capacity);
        var table = tables.GetOrAdd(policy.Name, static (_, policy) => new LimitTable(policy, Capacity), policy);
        if (!ReferenceEquals(table.Policy, policy) && table.Policy != policy)
        {
            Change(table, policy);
        }

        return table;
    }

    private void Change(LimitTable table, LimitPolicy policy)
    {
        lock (table)
        {
            if (table.Policy != policy)
            {
                table.Change(policy, clock.Now);
            }
        }
    }
}
