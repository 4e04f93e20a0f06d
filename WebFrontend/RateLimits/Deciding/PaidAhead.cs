using OrleansBackends.Grains.Interfaces.RateLimits.Checks;

namespace OrleansBackends.WebFrontend.RateLimits.Deciding;

/// <summary>The lease of a key that is being spent, and the one that was asked for while it lasted.</summary>
internal sealed class PaidAhead
{
    private readonly List<LeaseReturn> rests = new(2);
    private Lease? next;

    public Lease? Current { get; private set; }

    public bool TrySpend(long now, long cost)
    {
        if (Current is { } current && current.IsValid(now) && current.TrySpend(cost))
        {
            return true;
        }

        if (next is null)
        {
            return false;
        }

        Leave();
        (Current, next) = (next, null);
        return Current.IsValid(now) && Current.TrySpend(cost);
    }

    public void Add(Lease granted, long now)
    {
        if (Current is { Left: > 0 } current && current.IsValid(now))
        {
            Rest(next);
            next = granted;
            return;
        }

        Leave();
        Current = granted;
    }

    /// <summary>Takes away what is left of leases that have ended.</summary>
    public LeaseReturn[] TakeRests(long now)
    {
        if (Current?.IsValid(now) is false)
        {
            Leave();
        }

        LeaseReturn[] taken = [.. rests];
        rests.Clear();
        return taken;
    }

    private void Leave()
    {
        Rest(Current);
        Current = null;
    }

    private void Rest(Lease? ended)
    {
        if (ended is { Left: > 0 })
        {
            rests.Add(new LeaseReturn(ended.Id, ended.Left));
        }
    }
}
