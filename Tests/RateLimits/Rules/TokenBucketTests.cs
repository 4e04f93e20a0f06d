namespace OrleansBackends.Tests.RateLimits.Rules;

public sealed class TokenBucketTests
{
    private const long Second = 1_000_000_000;

    [Fact]
    public void Ten_a_minute_refill_one_each_six_seconds()
    {
        var bucket = Bucket(limit: 10, burst: 10);
        LimitState state = default;
        Assert.All(Enumerable.Range(0, 10), i => Assert.Equal(9 - i, bucket.Allowed(ref state, 0)));
        Assert.Equal(6 * Second, bucket.Denied(ref state, 0));
        Assert.Equal(1, bucket.Denied(ref state, (6 * Second) - 1));
        bucket.Allowed(ref state, 6 * Second);
        Assert.Equal(6 * Second, bucket.Denied(ref state, 6 * Second));
        Assert.Equal(0, bucket.Allowed(ref state, 66 * Second, cost: 10));
    }

    [Fact]
    public void A_period_that_the_limit_does_not_divide_loses_nothing()
    {
        var bucket = Bucket(limit: 7, burst: 1);
        LimitState state = default;
        bucket.Allowed(ref state, 0);
        Assert.Equal(1, bucket.Denied(ref state, 8_571_428_571));
        bucket.Allowed(ref state, 8_571_428_572);
    }

    [Fact]
    public void The_largest_limit_burst_and_period_do_not_overflow()
    {
        const long Longest = LimitPolicyRules.MaxPeriodMs * 1_000_000;
        var bucket = Bucket(LimitPolicyRules.MaxLimit, LimitPolicyRules.MaxLimit * LimitPolicyRules.MaxBurstFactor, LimitPolicyRules.MaxPeriodMs);
        LimitState state = default;
        const long Now = 4_000_000_000 * Second;
        Assert.Equal(0, bucket.Allowed(ref state, Now, LimitPolicyRules.MaxLimit * LimitPolicyRules.MaxBurstFactor));
        Assert.Equal(Longest, bucket.Denied(ref state, Now, LimitPolicyRules.MaxLimit));
        Assert.Equal(LimitPolicyRules.MaxBurstFactor * Longest, bucket.Peek(ref state, Now, 0).ResetAfter);
    }

    [Fact]
    public void A_decision_says_what_is_left_when_there_is_more_and_when_all_is_back()
    {
        var bucket = Bucket(limit: 10, burst: 10);
        LimitState state = default;
        Assert.Equal(new LimitDecision(true, 10, 0, 0, 0), bucket.Peek(ref state, 0, 1));
        Assert.Equal(new LimitDecision(true, 8, 0, 6 * Second, 12 * Second), bucket.Take(ref state, 0, 2));
        Assert.Equal(new LimitDecision(true, 8, 0, 2 * Second, 8 * Second), bucket.Peek(ref state, 4 * Second, 1));
        Assert.Equal(new LimitDecision(false, 8, 2 * Second, 2 * Second, 8 * Second), bucket.Take(ref state, 4 * Second, 9));
    }

    [Fact]
    public void What_refilled_in_the_meantime_is_not_given_back()
    {
        var bucket = Bucket(limit: 10, burst: 10);
        LimitState state = default;
        bucket.Allowed(ref state, 0, cost: 10);
        bucket.Allowed(ref state, 60 * Second, cost: 10);
        bucket.Refund(ref state, 60 * Second, takenAt: 0, cost: 10);
        bucket.Denied(ref state, 60 * Second);
    }

    private static LimitRule Bucket(long limit, long burst, long periodMs = 60_000) =>
        LimitRule.Of(new LimitPolicy { Name = "bucket", Algorithm = LimitAlgorithm.TokenBucket, Limit = limit, Burst = burst, PeriodMs = periodMs });
}
