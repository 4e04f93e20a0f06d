using OrleansBackends.Grains.Interfaces.RateLimits.Checks;

namespace OrleansBackends.WebFrontend.RateLimits.Deciding;

/// <summary>What this process knows of one subject under one policy. Its shard's lock guards it.</summary>
internal sealed class LeaseEntry
{
    private const long Second = 1_000_000_000;

    /// <summary>The stretch of time for which units are paid in advance.</summary>
    private const long Ahead = Second / 20;

    /// <summary>From so many checks within a second on it is worth paying in advance.</summary>
    private const int HotChecks = 20;

    private const long LongestDenial = 60 * Second;

    private long deniedAt;
    private long deniedUntil;
    private long deniedCost;
    private LimitDecision denial;
    private long windowStart;
    private long units;
    private int checks;
    private bool wasHot;
    private Lease? lease;

    /// <summary>The question after units that is on its way; who comes meanwhile waits for it.</summary>
    public Task? Asking { get; set; }

    public bool IsHot => wasHot || checks >= HotChecks;

    /// <summary>About the units that are asked for in 50 ms.</summary>
    public long Wanted(long now) => Math.Max(1, units * Ahead / Math.Max(Ahead, now - windowStart));

    public void Count(long now, long cost)
    {
        if (now - windowStart >= Second)
        {
            wasHot = checks >= HotChecks && now - windowStart < 2 * Second;
            (windowStart, checks, units) = (now, 0, 0);
        }

        checks++;
        units += cost;
    }

    /// <summary>The decision where it can be made here, else null.</summary>
    public LimitDecision? Decide(long now, long cost)
    {
        if (now < deniedUntil && cost >= deniedCost)
        {
            var gone = now - deniedAt;
            return denial with
            {
                RetryAfter = denial.RetryAfter - gone, MoreAfter = Math.Max(0, denial.MoreAfter - gone), ResetAfter = Math.Max(0, denial.ResetAfter - gone),
            };
        }

        return lease is not null && lease.IsValid(now) && lease.TrySpend(cost) ? lease.Decision(now) : null;
    }

    public Lease? Spent => lease;

    public void Deny(long now, long cost, LimitDecision decision)
    {
        denial = decision;
        deniedCost = cost;
        deniedAt = now;
        deniedUntil = now + Math.Min(decision.RetryAfter, LongestDenial);
    }

    public void Grant(Lease granted) => lease = granted;

    /// <summary>Takes away the rest of a lease that has ended.</summary>
    public LeaseReturn? TakeRest(long now)
    {
        if (lease is null || lease.IsValid(now))
        {
            return null;
        }

        var rest = lease.Left > 0 ? new LeaseReturn(lease.Id, lease.Left) : (LeaseReturn?)null;
        lease = null;
        return rest;
    }
}
