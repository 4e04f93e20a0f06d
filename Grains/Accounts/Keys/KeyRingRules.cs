namespace OrleansBackends.Grains.Accounts;

/// <summary>A key is published a day before it is used, used for 60 days and published for another day; so with each algorithm by itself.</summary>
internal static class KeyRingRules
{
    public const int MaxKeys = 6;

    /// <summary>One comes every three months, so those that go have been of no use for years.</summary>
    public const int MaxElements = 100;

    public static readonly TimeSpan UsedFor = TimeSpan.FromDays(60);
    public static readonly TimeSpan PublishedAround = TimeSpan.FromHours(24);

    public static RingKey? Active(this KeyRingState state, DateTimeOffset now, string alg = RingKey.Es256) =>
        state.Keys.FindLast(k => k.Alg == alg && k.ActiveFrom <= now);

    public static IEnumerable<RingKey> Of(this KeyRingState state, string alg) => state.Keys.Where(k => k.Alg == alg);

    /// <summary>When a key that must be made now is to be used from; null where none is missing.</summary>
    public static DateTimeOffset? Missing(this KeyRingState state, DateTimeOffset now, string alg = RingKey.Es256)
    {
        if (state.Active(now, alg) is not { } active)
        {
            return now;
        }

        var next = active.ActiveFrom + UsedFor;
        return state.Of(alg).Last() != active || next - PublishedAround > now ? null
            : next > now + PublishedAround ? next
            : now + PublishedAround;
    }

    public static KeyRingState Add(this KeyRingState state, RingKey key)
    {
        // A key that waits for its first use is overtaken by one that is used at once.
        var before = state.Keys.RemoveAll(k => k.Alg == key.Alg && k.ActiveFrom > key.ActiveFrom);
        return state with
        {
            Keys = [.. before.Select(k => k.Alg == key.Alg && k.RetireAt is null ? k with { RetireAt = key.ActiveFrom + PublishedAround } : k), key],
        };
    }

    public static KeyRingState Prune(this KeyRingState state, DateTimeOffset now)
    {
        var kept = state.Keys.RemoveAll(k => k.RetireAt <= now);
        return kept.Count == state.Keys.Count ? state : state with { Keys = kept };
    }

    public static KeyRingState Add(this KeyRingState state, RingElement element) => state with
    {
        Protection = [.. state.Protection.TakeLast(MaxElements - 1), element],
        ProtectionVersion = state.ProtectionVersion + 1,
    };
}
