using System.Collections.Frozen;

namespace OrleansBackends.Grains.Interfaces.Common;

/// <summary>The product's own policies, by name. A policy of one slice is called <c>&lt;slice&gt;-&lt;what&gt;</c>.</summary>
public static class LimitPolicies
{
    private static readonly TimeSpan Minute = TimeSpan.FromMinutes(1);
    private static readonly TimeSpan Hour = TimeSpan.FromHours(1);

    private static readonly FrozenDictionary<string, LimitPolicy> All = new[]
    {
        PerAddress("edge", 3_000, Minute),
        PerAddress("public-read", 600, Minute, burst: 300),
        PerUser("read", 1_200, Minute, burst: 300),
        PerUser("write", 120, Minute, burst: 60),
        PerUser("export", 10, Hour),
        new LimitPolicy("live", LimitAlgorithm.Concurrency, 50, TimeSpan.Zero, 50, LimitSubjectKind.Address),

        PerAddress("accounts-sign-in", 30, Minute),
        PerAddress("accounts-register", 20, Hour),
        PerAddress("accounts-refresh", 120, Minute),
        PerAddress("accounts-mail", 20, Hour),
        PerAddress("accounts-mail-address", 5, Hour),
        PerAddress("accounts-username", 60, Minute),
        PerAddress("accounts-redeem", 30, Minute),
        PerAddress("accounts-token", 120, Minute),

        PerAddress("links-redirect", 3_000, Minute),
        PerAddress("links-miss", 60, Minute),
        PerUser("links-create", 60, Minute),
        PerUser("links-bulk", 300, Minute),
        PerAddress("links-report", 20, Hour),
        new LimitPolicy("links-anonymous", LimitAlgorithm.FixedWindow, 10, TimeSpan.FromDays(1), 10, LimitSubjectKind.Address),
    }.ToFrozenDictionary(p => p.Name);

    public static IReadOnlyCollection<LimitPolicy> Product => All.Values;

    /// <exception cref="ArgumentException">There is no such policy: a mistake in the code that names it.</exception>
    public static LimitPolicy Get(string name) => All.GetValueOrDefault(name) ?? throw new ArgumentException($"There is no limit policy '{name}'.", nameof(name));

    private static LimitPolicy PerAddress(string name, int limit, TimeSpan period, int? burst = null) =>
        new(name, LimitAlgorithm.TokenBucket, limit, period, burst ?? limit, LimitSubjectKind.Address);

    private static LimitPolicy PerUser(string name, int limit, TimeSpan period, int? burst = null) =>
        new(name, LimitAlgorithm.TokenBucket, limit, period, burst ?? limit, LimitSubjectKind.User);
}
