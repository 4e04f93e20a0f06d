using Microsoft.Extensions.DependencyInjection;
using OrleansBackends.Grains.Interfaces.RateLimits;
using OrleansBackends.Grains.Interfaces.RateLimits.Apps;
using OrleansBackends.Grains.Interfaces.RateLimits.Checks;
using OrleansBackends.Grains.RateLimits.Checks;

namespace OrleansBackends.Tests.RateLimits.Checks;

[Collection<ClusterCollection>]
public sealed class SiloRateLimiterTests(ClusterFixture cluster)
{
    private readonly string subject = $"app {Guid.NewGuid():N}";

    private IRateLimiter Limiter => cluster.Services.GetRequiredService<IRateLimiter>();

    private ILimiterGrain Grain => cluster.Grains.GetGrain<ILimiterGrain>(RateLimitKey.Limiter(RateLimitKey.Product, subject));

    [Fact]
    public async Task Code_in_a_silo_takes_from_the_same_limiter_as_everybody()
    {
        Assert.True((await Limiter.Take("notifications-sms", subject, 59)).IsOk);
        Assert.Equal(1, await Grain.Left(LimitPolicies.Get("notifications-sms")));
        Assert.True((await Limiter.Take("notifications-sms", subject)).IsOk);
        var refused = await Limiter.Take("notifications-sms", subject);
        Assert.Equal(("rate-limited", TimeSpan.FromSeconds(1)), (refused.Error?.Code, refused.Error?.RetryAfter));
    }

    [Fact]
    public async Task A_policy_that_an_admin_changes_holds_within_two_seconds()
    {
        var app = cluster.Grains.GetGrain<ILimitAppGrain>(RateLimitKey.App(RateLimitKey.Product));
        var admin = new LimitCaller(new UserId(Guid.NewGuid()), IsAdmin: true);
        Assert.True((await Limiter.Take("chat-send", subject)).IsOk);
        var policy = (await app.Policy(admin, "chat-send")).Require();
        await app.PutPolicy(admin, policy with { Limit = 1 }, policy.Version);
        cluster.Time.Advance(TimeSpan.FromSeconds(2));
        Assert.True((await Limiter.Take("chat-send", subject)).IsOk);
        Assert.Equal("rate-limited", (await Limiter.Take("chat-send", subject)).Error?.Code);
    }

    [Fact]
    public async Task Without_an_answer_in_time_the_policy_says_what_happens()
    {
        Assert.True((await Limiter.Take("shop-checkout", subject)).IsOk);
        var use = Limiters.AtOnce("uses", 5);
        using var held = cluster.HoldWrites(LimiterState.Name, Grain.GetPrimaryKeyString());
        var hanging = Grain.Acquire(use, TimeSpan.FromMinutes(1));
        await TestTime.Soon(held.Arrived, "the write that keeps the limiter busy");
        Assert.Equal("capacity-reduced", (await Waiting(Limiter.Take("notifications-sms", subject))).Error?.Code);
        Assert.True((await Waiting(Limiter.Take("shop-checkout", subject, 10))).IsOk);
        Assert.Equal("rate-limited", (await Waiting(Limiter.Take("shop-checkout", subject))).Error?.Code);
        held.Dispose();
        await TestTime.Soon(hanging, "the answer of the limiter");
    }

    private async Task<Result<Done>> Waiting(ValueTask<Result<Done>> call)
    {
        var task = call.AsTask();
        await cluster.Time.Until(task, TimeSpan.FromSeconds(1), "the end of the budget");
        return await task;
    }
}
