using OrleansBackends.Grains.Interfaces.RateLimits;
using OrleansBackends.Grains.Interfaces.RateLimits.Checks;

namespace OrleansBackends.Tests.RateLimits.Checks;

internal static class Limiters
{
    /// <summary>The limiter of a subject that no other test has.</summary>
    public static ILimiterGrain NewLimiter(this ClusterFixture cluster) =>
        cluster.Grains.GetGrain<ILimiterGrain>(RateLimitKey.Limiter("tests", $"subject {Guid.NewGuid():N}"));

    public static LimitPolicy Bucket(string name, long limit, TimeSpan? period = null) => new()
    {
        Name = name, Algorithm = LimitAlgorithm.TokenBucket, Limit = limit, PeriodMs = (long)(period ?? TimeSpan.FromMinutes(1)).TotalMilliseconds,
    };

    public static LimitPolicy Daily(string name, long limit) => new()
    {
        Name = name, Algorithm = LimitAlgorithm.FixedWindow, Limit = limit, PeriodMs = (long)TimeSpan.FromDays(1).TotalMilliseconds,
    };

    public static LimitPolicy AtOnce(string name, long limit) => new() { Name = name, Algorithm = LimitAlgorithm.Concurrency, Limit = limit };

    public static async Task<TakeAnswer> Takes(this ILimiterGrain limiter, params LimitPolicy[] policies) =>
        (await limiter.Take([.. policies.Select(p => new LimitCheck(p, 1))], null)).Require();

    public static async Task<long> Left(this ILimiterGrain limiter, LimitPolicy policy) =>
        (await limiter.Peek([new LimitCheck(policy, 0)])).Require().Answers[0].Decision.Remaining;
}
