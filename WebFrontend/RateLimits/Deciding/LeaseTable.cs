using OrleansBackends.Grains.Interfaces.RateLimits.Checks;

namespace OrleansBackends.WebFrontend.RateLimits.Deciding;

/// <summary>Denials and units paid in advance: what can be decided in this process, with one look-up and without an allocation.</summary>
internal sealed class LeaseTable
{
    public const int Capacity = 200_000;

    private const int ShardCount = 64;

    private readonly LeaseShard[] shards = [.. Enumerable.Range(0, ShardCount).Select(_ => new LeaseShard(Capacity / ShardCount))];
    private readonly LimitClock clock;

    public LeaseTable(TimeProvider time) => clock = new LimitClock(time);

    public long Now => clock.Now;

    /// <summary>Only what refills by itself can be paid in advance.</summary>
    public static bool CanLease(LimitPolicy policy) => policy.Algorithm != LimitAlgorithm.Concurrency;

    /// <summary>Whether all units were taken here; null where the cluster must be asked, and nothing was taken.</summary>
    public bool? Decide(LimitUse use, bool again = false)
    {
        var now = clock.Now;
        var refused = false;
        for (var i = 0; i < use.Units.Count; i++)
        {
            var unit = use.Units[i];
            if (!Decide(unit, now, again))
            {
                return refused && !use.ShowsAll ? false : Undecided(use, i);
            }

            refused |= unit.Violates;
        }

        if (refused)
        {
            GiveBack(use, use.Units.Count);
        }

        return !refused;
    }

    public bool IsHot(UnitUse unit)
    {
        var shard = ShardOf(unit, out var key);
        lock (shard)
        {
            return shard.Find(key).IsHot;
        }
    }

    /// <summary>The question that is on its way, or null: then the caller asks, with this request, and must say when it is done.</summary>
    public Task? Join(UnitUse unit, string frontend, Task asking, out LeaseRequest? request)
    {
        var shard = ShardOf(unit, out var key);
        lock (shard)
        {
            var (entry, now) = (shard.Find(key), clock.Now);
            if (entry.Asking is { } others)
            {
                request = null;
                return others;
            }

            entry.Asking = asking;
            var rest = entry.TakeRest(now);
            request = new LeaseRequest(unit.Policy, unit.Cost, Math.Max(unit.Cost, entry.Wanted(now)), frontend, rest is { } units ? [units] : []);
            return null;
        }
    }

    public void Leave(UnitUse unit)
    {
        var shard = ShardOf(unit, out var key);
        lock (shard)
        {
            shard.Find(key).Asking = null;
        }
    }

    public void Grant(UnitUse unit, Lease lease)
    {
        var shard = ShardOf(unit, out var key);
        lock (shard)
        {
            shard.Find(key).Grant(lease);
        }
    }

    public void Deny(UnitUse unit)
    {
        var shard = ShardOf(unit, out var key);
        lock (shard)
        {
            shard.Find(key).Deny(clock.Now, unit.Cost, unit.Decision);
        }
    }

    /// <summary>Forgets what is known, because the subject was put back to full.</summary>
    public void Forget(IEnumerable<LimitTerms> all, LimitSubject subject)
    {
        foreach (var terms in all)
        {
            Forget(terms, subject);
        }
    }

    public void Forget(LimitTerms terms, LimitSubject subject)
    {
        var key = new LeaseKey(terms.Number, subject);
        var shard = ShardOf(key);
        lock (shard)
        {
            shard.Remove(key);
        }
    }

    /// <summary>Puts units back into the lease they came from; false where it has ended.</summary>
    public bool GiveBack(UnitUse unit, Lease lease)
    {
        var shard = ShardOf(unit, out _);
        lock (shard)
        {
            var isValid = lease.IsValid(clock.Now);
            if (isValid)
            {
                lease.GiveBack(unit.Cost);
            }

            return isValid;
        }
    }

    private bool Decide(UnitUse unit, long now, bool again)
    {
        if (unit.Cost == 0 || unit.Policy.Algorithm == LimitAlgorithm.Concurrency)
        {
            return false;
        }

        var shard = ShardOf(unit, out var key);
        lock (shard)
        {
            var entry = shard.Find(key);
            if (!again)
            {
                entry.Count(now, unit.Cost);
            }

            if (entry.Decide(now, unit.Cost) is not { } decision)
            {
                return false;
            }

            unit.Decision = decision;
            unit.TakenFrom = decision.Allowed ? entry.Spent : null;
            return true;
        }
    }

    private bool? Undecided(LimitUse use, int decided)
    {
        GiveBack(use, decided);
        return null;
    }

    private void GiveBack(LimitUse use, int count)
    {
        for (var i = 0; i < count; i++)
        {
            if (use.Units[i] is { TakenFrom: Lease lease } unit)
            {
                GiveBack(unit, lease);
                unit.TakenFrom = null;
            }
        }
    }

    private LeaseShard ShardOf(UnitUse unit, out LeaseKey key)
    {
        key = LeaseKey.Of(unit);
        return ShardOf(key);
    }

    private LeaseShard ShardOf(LeaseKey key) => shards[(uint)key.GetHashCode() % ShardCount];
}
