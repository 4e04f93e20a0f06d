using OrleansBackends.Grains.Interfaces.RateLimits.Checks;

namespace OrleansBackends.WebFrontend.RateLimits.Deciding;

/// <summary>Units paid in advance. Whoever holds the entry's lock spends them.</summary>
internal sealed class Lease(LeaseGrant grant, long validUntil, long spent)
{
    private readonly long granted = grant.Units;

    public long Id => grant.Lease;

    public long TakenAt => grant.At;

    public long Left { get; private set; } = grant.Units - spent;

    public bool IsValid(long now) => now < validUntil;

    public bool TrySpend(long cost)
    {
        if (Left < cost)
        {
            return false;
        }

        Left -= cost;
        return true;
    }

    public void GiveBack(long cost) => Left = Math.Min(granted, Left + cost);

    /// <summary>What the limiter had left after the grant, so less than there is when some of the grant comes back.</summary>
    public LimitDecision Decision(long now) => grant.Decision with
    {
        Allowed = true, RetryAfter = 0, MoreAfter = Until(grant.Decision.MoreAfter, now), ResetAfter = Until(grant.Decision.ResetAfter, now),
    };

    private long Until(long after, long now) => Math.Max(0, after - Math.Max(0, now - (validUntil - grant.ValidNs)));
}
