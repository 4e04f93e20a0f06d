using System.Collections.Frozen;

namespace OrleansBackends.Grains.Interfaces.Common;

/// <summary>The product's own policies as the code knows them, by name. A policy of one slice is called <c>&lt;slice&gt;-&lt;what&gt;</c>.</summary>
public static class LimitPolicies
{
    private const long Minute = 60_000;
    private const long Hour = 60 * Minute;
    private const long Day = 24 * Hour;

    private static readonly FrozenDictionary<string, LimitPolicy> All = new[]
    {
        PerAddress("edge", 3_000, Minute),
        PerAddress("public-read", 600, Minute) with { Burst = 300 },
        PerUser("read", 1_200, Minute) with { Burst = 300 },
        PerUser("write", 120, Minute) with { Burst = 60 },
        PerUser("export", 10, Hour),
        AtOnce("live", 50, LimitSubjectKind.Address),

        Accounts("sign-in", 30, Minute) with { Algorithm = LimitAlgorithm.SlidingLog },
        Accounts("register", 20, Hour),
        Accounts("refresh", 120, Minute),
        Accounts("mail", 20, Hour),
        Named("accounts-mail-address", 5, Hour),
        Accounts("username", 60, Minute),
        Accounts("redeem", 30, Minute),
        Named("accounts-token", 120, Minute),

        PerAddress("links-redirect", 3_000, Minute),
        PerAddress("links-miss", 60, Minute),
        PerUser("links-create", 60, Minute),
        PerUser("links-bulk", 300, Minute),
        PerAddress("links-report", 20, Hour),
        PerAddress("links-anonymous", 10, Day) with { Algorithm = LimitAlgorithm.FixedWindow },

        Named("polls-vote", 30, Minute),
        PerAddress("polls-receipts", 60, Minute),
        PerUser("polls-create", 20, Day),
        PerUser("chat-send", 20, 10_000),
        PerAddress("chat-hook", 120, Minute),
        PerUser("chat-room-export", 1, Hour),
        PerUser("chat-my-export", 1, Hour),
        AtOnce("files-upload", 4, LimitSubjectKind.User),
        PerUser("notifications-trigger", 6_000, Minute) with { Burst = 1_000 },
        PerAddress("notifications-callback", 3_000, Minute),
        PerUser("notifications-test", 20, Minute),
        Named("notifications-sms", 60, Minute) with { OnFault = LimitFault.Closed },
        PerAddress("weather-read", 60, Minute),
        PerUser("weather-read-user", 120, Minute),
        PerUser("shop-checkout", 20, Minute),
        Named("rate-limits-check", 60_000, Minute) with { Subject = LimitSubjectKind.Key },
    }.ToFrozenDictionary(p => p.Name);

    public static IReadOnlyCollection<LimitPolicy> Product => All.Values;

    public static LimitPolicy? Find(string name) => All.GetValueOrDefault(name);

    /// <exception cref="ArgumentException">There is no such policy: a mistake in the code that names it.</exception>
    public static LimitPolicy Get(string name) => Find(name) ?? throw new ArgumentException($"There is no limit policy '{name}'.", nameof(name));

    private static LimitPolicy PerAddress(string name, int limit, long periodMs) => Bucket(name, limit, periodMs, LimitSubjectKind.Address);

    private static LimitPolicy PerUser(string name, int limit, long periodMs) => Bucket(name, limit, periodMs, LimitSubjectKind.User);

    private static LimitPolicy Named(string name, int limit, long periodMs) => Bucket(name, limit, periodMs, LimitSubjectKind.Named);

    private static LimitPolicy Accounts(string what, int limit, long periodMs) => PerAddress($"accounts-{what}", limit, periodMs) with { AlsoByNetwork = true };

    private static LimitPolicy Bucket(string name, int limit, long periodMs, LimitSubjectKind subject) =>
        new() { Name = name, Algorithm = LimitAlgorithm.TokenBucket, Limit = limit, PeriodMs = periodMs, Subject = subject };

    private static LimitPolicy AtOnce(string name, int limit, LimitSubjectKind subject) =>
        new() { Name = name, Algorithm = LimitAlgorithm.Concurrency, Limit = limit, Subject = subject };
}
