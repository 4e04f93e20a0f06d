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

    /// <summary>Only what refills by itself can be paid in advance, and what only watches need not be.</summary>
    public static bool CanLease(UnitUse unit) => unit.IsEnforced && unit.Policy.Algorithm != LimitAlgorithm.Concurrency;

    /// <summary>Whether all units were taken here; null where the cluster must be asked, and nothing was taken.</summary>
    public bool? Decide(LimitUse use)
    {
        var now = clock.Now;
        var refused = false;
        for (var i = 0; i < use.Units.Count; i++)
        {
            var unit = use.Units[i];
            if (!Decide(unit, now))
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

    /// <summary>Puts back what was taken here.</summary>
    public void GiveBack(LimitUse use) => GiveBack(use, use.Units.Count);

    /// <summary>Counts a question that could not be answered here; whether such questions come so often that units are worth paying in advance.</summary>
    public bool IsHot(UnitUse unit)
    {
        var shard = ShardOf(unit, out var key);
        lock (shard)
        {
            var entry = shard.Find(key);
            entry.Count(clock.Now, unit.Cost);
            return entry.IsHot;
        }
    }

    /// <summary>The turn to ask for units of this key; null where somebody has it, and then <paramref name="others"/> is its end.</summary>
    public LeaseTurn? Join(UnitUse unit, string frontend, out Task? others)
    {
        var shard = ShardOf(unit, out var key);
        lock (shard)
        {
            var entry = shard.Find(key);
            if (entry.Asking is { } asking)
            {
                others = asking.Ended;
                return null;
            }

            others = null;
            return entry.Asking = new LeaseTurn(this, unit, entry.Request(unit, clock.Now, frontend));
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
            shard.Find(key).Grant(lease, clock.Now);
        }
    }

    public void Deny(UnitUse unit)
    {
        var shard = ShardOf(unit, out var key);
        lock (shard)
        {
            shard.Find(key).Deny(new Denial(unit.Decision, unit.Cost, clock.Now));
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

    private bool Decide(UnitUse unit, long now)
    {
        if (unit.Cost == 0 || !CanLease(unit))
        {
            return false;
        }

        var shard = ShardOf(unit, out var key);
        lock (shard)
        {
            var entry = shard.Find(key);
            if (entry.Decide(now, unit.Cost) is not { } decided)
            {
                return false;
            }

            entry.Count(now, unit.Cost);
            (unit.Decision, unit.TakenFrom) = decided;
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
