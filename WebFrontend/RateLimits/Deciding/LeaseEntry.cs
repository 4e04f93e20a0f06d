using OrleansBackends.Grains.Interfaces.RateLimits.Checks;

namespace OrleansBackends.WebFrontend.RateLimits.Deciding;

/// <summary>What this process knows of one subject under one policy. Its shard's lock guards it.</summary>
internal sealed class LeaseEntry
{
    private Heat heat;
    private Denial? denial;
    private PaidAhead? paid;

    /// <summary>Whose question after units is on its way; who finds none meanwhile waits for it.</summary>
    public LeaseTurn? Asking { get; set; }

    public bool IsHot => heat.IsHot;

    public void Count(long now, long cost) => heat.Count(now, cost);

    /// <summary>The decision where it can be made here, else null; and the lease that paid.</summary>
    public (LimitDecision Decision, Lease? From)? Decide(long now, long cost)
    {
        if (paid is not null && paid.TrySpend(now, cost))
        {
            return (paid.Current!.Decision(now), paid.Current);
        }

        return denial is not null && denial.Stands(now, cost) ? (denial.Decision(now), null) : null;
    }

    public void Deny(Denial denied) => denial = denied;

    public void Grant(Lease granted, long now) => (paid ??= new PaidAhead()).Add(granted, now);

    /// <summary>What to ask for, and gives back what was not spent of earlier leases.</summary>
    public LeaseRequest Request(UnitUse unit, long now, string frontend) =>
        new(unit.Policy, unit.Cost, Math.Max(unit.Cost, heat.Wanted(now)), frontend, paid?.TakeRests(now) ?? []);
}
