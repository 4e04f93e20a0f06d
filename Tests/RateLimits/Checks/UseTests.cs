using OrleansBackends.Grains.Interfaces.RateLimits.Checks;
using OrleansBackends.Grains.RateLimits.Checks;
using static OrleansBackends.Tests.RateLimits.Checks.Limiters;

namespace OrleansBackends.Tests.RateLimits.Checks;

[Collection<ClusterCollection>]
public sealed class UseTests(ClusterFixture cluster)
{
    private static readonly TimeSpan Minute = TimeSpan.FromMinutes(1);
    private static readonly LimitPolicy Two = AtOnce("uses", 2);

    [Fact]
    public void A_use_is_over_at_its_end_exactly()
    {
        var uses = new Uses();
        Assert.NotNull(uses.Acquire(Two, timeToLive: 100, now: 0).Use);
        Assert.NotNull(uses.Acquire(Two, timeToLive: 50, now: 10).Use);
        var (use, decision) = uses.Acquire(Two, timeToLive: 10, now: 59);
        Assert.Null(use);
        Assert.Equal((0, 1, 41), (decision.Remaining, decision.RetryAfter, decision.ResetAfter));
        Assert.NotNull(uses.Acquire(Two, timeToLive: 10, now: 60).Use);
    }

    [Fact]
    public async Task At_most_so_many_go_on_at_the_same_time()
    {
        var limiter = cluster.NewLimiter();
        var answers = await Task.WhenAll(Enumerable.Range(0, 10).Select(_ => limiter.Acquire(Two, TimeSpan.FromSeconds(30))));
        var begun = answers.Select(a => a.Require()).Where(a => a.LeaseId is not null).ToList();
        Assert.Equal([0, 1], begun.Select(a => a.Decision.Remaining).Order());
        Assert.Equal(2, (await limiter.Show([Two])).Policies[0].Held);
        await limiter.Release(begun[0].LeaseId!);
        await limiter.Release(begun[0].LeaseId!);
        Assert.NotNull((await limiter.Acquire(Two, TimeSpan.FromSeconds(30))).Require().LeaseId);
    }

    [Fact]
    public async Task A_use_that_is_not_renewed_frees_its_place()
    {
        var limiter = cluster.NewLimiter();
        var one = (await limiter.Acquire(AtOnce("uses", 1), TimeSpan.FromSeconds(10))).Require();
        cluster.Time.Advance(TimeSpan.FromSeconds(9));
        var renewed = (await limiter.Renew(one.LeaseId!, TimeSpan.FromSeconds(10))).Require();
        Assert.Equal(one.ExpiresAt.AddSeconds(9), renewed.ExpiresAt);
        cluster.Time.Advance(TimeSpan.FromSeconds(9));
        Assert.Null((await limiter.Acquire(AtOnce("uses", 1), TimeSpan.FromSeconds(10))).Require().LeaseId);
        cluster.Time.Advance(TimeSpan.FromSeconds(1));
        Assert.NotNull((await limiter.Acquire(AtOnce("uses", 1), TimeSpan.FromSeconds(10))).Require().LeaseId);
        Assert.Equal("lease-expired", (await limiter.Renew(one.LeaseId!, TimeSpan.FromSeconds(10))).Error?.Code);
        Assert.Equal("lease-expired", (await limiter.Renew("nonsense", TimeSpan.FromSeconds(10))).Error?.Code);
    }

    [Fact]
    public async Task A_use_of_a_minute_is_durable_when_it_is_answered()
    {
        var limiter = cluster.NewLimiter();
        var one = (await limiter.Acquire(Two, Minute)).Require();
        await limiter.Acquire(Two, TimeSpan.FromSeconds(59));
        await Crash(limiter);
        Assert.True((await limiter.Renew(one.LeaseId!, Minute)).IsOk);
        Assert.Equal(1, (await limiter.Show([Two])).Policies[0].Held);
    }

    [Fact]
    public async Task Without_storage_a_use_of_a_minute_is_refused_and_a_shorter_one_is_not()
    {
        var limiter = cluster.NewLimiter();
        cluster.FailWrites(LimiterState.Name, limiter.GetPrimaryKeyString());
        Assert.Equal("capacity-reduced", (await limiter.Acquire(Two, Minute)).Error?.Code);
        Assert.Equal(0, (await limiter.Show([Two])).Policies[0].Held);
        Assert.NotNull((await limiter.Acquire(Two, TimeSpan.FromSeconds(30))).Require().LeaseId);
    }

    [Fact]
    public async Task A_shadow_policy_lets_every_use_begin()
    {
        var limiter = cluster.NewLimiter();
        var shadow = AtOnce("uses", 1) with { Mode = LimitMode.Shadow };
        await limiter.Acquire(shadow, TimeSpan.FromSeconds(30));
        var second = (await limiter.Acquire(shadow, TimeSpan.FromSeconds(30))).Require();
        Assert.NotNull(second.LeaseId);
        Assert.False(second.Decision.Allowed);
    }

    private async Task Crash(ILimiterGrain limiter)
    {
        cluster.FailWrites(LimiterState.Name, limiter.GetPrimaryKeyString());
        await cluster.DeactivateAsync(limiter);
    }
}
