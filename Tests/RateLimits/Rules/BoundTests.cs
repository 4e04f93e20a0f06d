namespace OrleansBackends.Tests.RateLimits.Rules;

/// <summary>What each rule promises about any interval, looked for in every interval of random sequences under overload.</summary>
public sealed class BoundTests
{
    private const int Sequences = 400;
    private const int Calls = 120;

    [Fact]
    public void A_token_bucket_admits_at_most_its_burst_and_what_refilled() => Hold(
        LimitAlgorithm.TokenBucket,
        (policy, from, to) => policy.Capacity + (long)((Int128)(to - from) * policy.Limit / policy.PeriodNs));

    [Theory]
    [InlineData(LimitAlgorithm.SlidingLog)]
    [InlineData(LimitAlgorithm.SlidingWindow)]
    public void A_sliding_kind_never_admits_more_than_its_limit_in_any_period(LimitAlgorithm algorithm) => Hold(
        algorithm,
        (policy, from, to) => to - from < policy.PeriodNs ? policy.Limit : long.MaxValue);

    [Fact]
    public void A_fixed_window_admits_at_most_twice_its_limit_around_a_boundary() => Hold(
        LimitAlgorithm.FixedWindow,
        (policy, from, to) => to / policy.PeriodNs == from / policy.PeriodNs ? policy.Limit
            : to - from < policy.PeriodNs ? 2 * policy.Limit : long.MaxValue);

    [Fact]
    public void A_sliding_window_is_at_most_one_segment_too_strict()
    {
        var policy = new LimitPolicy { Name = "strict", Algorithm = LimitAlgorithm.SlidingWindow, Limit = 3, PeriodMs = 1_000, Segments = 4 };
        var rule = LimitRule.Of(policy);
        const long Taken = 1_000_000_017;
        LimitState state = default;
        rule.Allowed(ref state, Taken, cost: 3);
        var wait = rule.Denied(ref state, Taken);
        Assert.InRange(wait, policy.PeriodNs, policy.PeriodNs * 5 / 4);
    }

    private static void Hold(LimitAlgorithm algorithm, Func<LimitPolicy, long, long, long> bound)
    {
        for (var seed = 0; seed < Sequences; seed++)
        {
            var random = new Random(seed);
            var policy = new LimitPolicy
            {
                Name = "any", Algorithm = algorithm, Limit = random.Next(1, 20), PeriodMs = 1_000, Segments = random.Next(2, 12),
                Burst = algorithm == LimitAlgorithm.TokenBucket ? random.Next(1, 20) : null,
            };
            var admitted = Overload(policy, random);
            for (var first = 0; first < admitted.Count; first++)
            {
                var sum = 0L;
                for (var last = first; last < admitted.Count; last++)
                {
                    sum += admitted[last].Cost;
                    var most = bound(policy, admitted[first].At, admitted[last].At);
                    Assert.True(sum <= most, $"seed {seed}: {sum} of {policy} from {admitted[first].At} to {admitted[last].At}");
                }
            }
        }
    }

    private static List<(long At, long Cost)> Overload(LimitPolicy policy, Random random)
    {
        var rule = LimitRule.Of(policy);
        LimitState state = default;
        var now = random.NextInt64(1_000_000_000_000);
        var admitted = new List<(long, long)>();
        for (var call = 0; call < Calls; call++)
        {
            now += random.NextInt64(2 * policy.PeriodNs / policy.Limit);
            var cost = random.NextInt64(1, Math.Min(4, policy.Capacity + 1));
            if (rule.Take(ref state, now, cost).Allowed)
            {
                admitted.Add((now, cost));
            }
        }

        return admitted;
    }
}
