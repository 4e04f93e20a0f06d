using OrleansBackends.Grains.Interfaces.RateLimits.Checks;

namespace OrleansBackends.WebFrontend.RateLimits.Deciding;

/// <summary>Units paid in advance. Whoever holds the entry's lock spends them.</summary>
internal sealed class Lease(LeaseGrant grant, long validUntil, long spent)
{
    /// <summary>Few units are gone before the next could come.</summary>
    private const int WorthRenewing = 8;

    private int renewed;

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

    public void GiveBack(long cost) => Left = Math.Min(grant.Units, Left + cost);

    /// <summary>True once, when half of it is spent: then is the time to ask for the next.</summary>
    public bool TryRenew() =>
        grant.Units >= WorthRenewing && Left * 2 <= grant.Units && renewed == 0 && Interlocked.Exchange(ref renewed, 1) == 0;

    /// <summary>What the limiter had left after the grant, so less than there is when some of the grant comes back.</summary>
    public LimitDecision Decision(long now) => grant.Decision with
    {
        Allowed = true, RetryAfter = 0, MoreAfter = Until(grant.Decision.MoreAfter, now), ResetAfter = Until(grant.Decision.ResetAfter, now),
    };

    private long Until(long after, long now) => Math.Max(0, after - Math.Max(0, now - (validUntil - grant.ValidNs)));
}
