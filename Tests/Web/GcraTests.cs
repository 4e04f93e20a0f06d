namespace OrleansBackends.Tests.Web;

public sealed class GcraTests
{
    private const long Second = 1_000_000_000;

    [Fact]
    public void Ten_a_minute_refill_one_each_six_seconds()
    {
        var bucket = new Gcra(Limit: 10, Period: 60 * Second, Burst: 10);
        Int128 tat = 0;
        Assert.All(Enumerable.Range(0, 10), i => Assert.Equal(9 - i, Allowed(bucket, ref tat, 0)));
        Assert.Equal(6 * Second, Denied(bucket, ref tat, 0));
        Assert.Equal(1, Denied(bucket, ref tat, (6 * Second) - 1));
        Allowed(bucket, ref tat, 6 * Second);
        Assert.Equal(6 * Second, Denied(bucket, ref tat, 6 * Second));
        var decision = bucket.Take(ref tat, 66 * Second, cost: 10);
        Assert.True(decision.Allowed);
        Assert.Equal(0, decision.Remaining);
    }

    [Fact]
    public void A_period_that_the_limit_does_not_divide_loses_nothing()
    {
        var bucket = new Gcra(Limit: 7, Period: 60 * Second, Burst: 1);
        Int128 tat = 0;
        Allowed(bucket, ref tat, 0);
        Assert.Equal(1, Denied(bucket, ref tat, 8_571_428_571));
        Allowed(bucket, ref tat, 8_571_428_572);
    }

    [Fact]
    public void The_largest_limit_and_period_do_not_overflow()
    {
        const long Longest = 31_622_400 * Second;
        var bucket = new Gcra(Limit: 1_000_000_000, Period: Longest, Burst: 1_000_000_000);
        Int128 tat = 0;
        var now = 1_800_000_000 * Second;
        Assert.True(bucket.Take(ref tat, now, 1_000_000_000).Allowed);
        var denied = bucket.Take(ref tat, now, 1_000_000_000);
        Assert.Equal((false, Longest), (denied.Allowed, denied.RetryAfter));
    }

    [Fact]
    public void A_refusal_is_tight_for_any_cost()
    {
        var random = new Random(17);
        var bucket = new Gcra(Limit: 13, Period: 7 * Second, Burst: 20);
        Int128 tat = 0;
        long now = 0;
        for (var i = 0; i < 100_000; i++)
        {
            now += random.NextInt64(Second);
            var cost = random.Next(1, 21);
            var before = tat;
            var decision = bucket.Take(ref tat, now, cost);
            if (!decision.Allowed)
            {
                Assert.Equal(before, tat);
                var copy = tat;
                Assert.False(bucket.Take(ref copy, now + decision.RetryAfter - 1, cost).Allowed);
                Assert.True(bucket.Take(ref copy, now + decision.RetryAfter, cost).Allowed);
            }
        }
    }

    [Fact]
    public void A_window_counts_to_its_limit_and_ends_at_its_boundary()
    {
        var window = new FixedWindow(Limit: 2, Period: 10);
        long number = 0, count = 0;
        Assert.Equal(new LimitDecision(true, 1, 0, 7), window.Take(ref number, ref count, 13, 1));
        Assert.Equal(new LimitDecision(true, 0, 0, 6), window.Take(ref number, ref count, 14, 1));
        Assert.Equal(new LimitDecision(false, 0, 1, 1), window.Take(ref number, ref count, 19, 1));
        Assert.Equal(new LimitDecision(true, 1, 0, 10), window.Take(ref number, ref count, 20, 1));
    }

    private static long Allowed(Gcra bucket, ref Int128 tat, long now)
    {
        var decision = bucket.Take(ref tat, now, 1);
        Assert.True(decision.Allowed);
        return decision.Remaining;
    }

    private static long Denied(Gcra bucket, ref Int128 tat, long now)
    {
        var decision = bucket.Take(ref tat, now, 1);
        Assert.False(decision.Allowed);
        return decision.RetryAfter;
    }
}
