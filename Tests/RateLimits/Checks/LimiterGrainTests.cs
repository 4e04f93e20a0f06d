using OrleansBackends.Grains.Interfaces.RateLimits.Checks;
using static OrleansBackends.Tests.RateLimits.Checks.Limiters;

namespace OrleansBackends.Tests.RateLimits.Checks;

[Collection<ClusterCollection>]
public sealed class LimiterGrainTests(ClusterFixture cluster)
{
    [Fact]
    public async Task All_policies_of_a_check_are_taken_or_none()
    {
        var limiter = cluster.NewLimiter();
        var (wide, narrow) = (Bucket("wide", 10), Bucket("narrow", 1));
        Assert.True((await limiter.Takes(wide, narrow)).Allowed);
        var denied = await limiter.Takes(wide, narrow);
        Assert.False(denied.Allowed);
        Assert.Equal([true, false], denied.Answers.Select(a => a.Decision.Allowed));
        Assert.Equal([9, 0], denied.Answers.Select(a => a.Decision.Remaining));
        Assert.Equal(["narrow"], denied.Refusal!.Reasons!);
        Assert.Equal(9, await limiter.Left(wide));
    }

    [Fact]
    public async Task Racing_callers_get_the_limit_together_and_all_or_nothing()
    {
        var limiter = cluster.NewLimiter();
        var (wide, narrow) = (Bucket("wide", 40), Bucket("narrow", 13));
        var answers = await Task.WhenAll(Enumerable.Range(0, 64).Select(_ => limiter.Takes(wide, narrow)));
        Assert.Equal(13, answers.Count(a => a.Allowed));
        Assert.Equal(27, await limiter.Left(wide));
    }

    [Fact]
    public async Task Racing_callers_over_two_subjects_leave_nothing_spent_that_was_refused()
    {
        var (first, second) = (cluster.NewLimiter(), cluster.NewLimiter());
        var (wide, narrow) = (Bucket("wide", 64), Bucket("narrow", 13));
        var allowed = await Task.WhenAll(Enumerable.Range(0, 64).Select(_ => Both()));
        Assert.Equal(13, allowed.Count(a => a));
        Assert.Equal((51, 0), (await first.Left(wide), await second.Left(narrow)));

        async Task<bool> Both()
        {
            var taken = await first.Takes(wide);
            if (taken.Allowed && !(await second.Takes(narrow)).Allowed)
            {
                await first.GiveBack(wide, taken.At, 1);
                return false;
            }

            return taken.Allowed;
        }
    }

    [Fact]
    public async Task Bad_checks_are_refused_and_spend_nothing()
    {
        var limiter = cluster.NewLimiter();
        var policy = Bucket("small", 5);
        Assert.Equal("cost-over-capacity", (await limiter.Take([new LimitCheck(policy, 6)], null)).Error?.Code);
        Assert.Equal("invalid-request", (await limiter.Take([new LimitCheck(policy, -1)], null)).Error?.Code);
        Assert.Equal("invalid-request", (await limiter.Take([], null)).Error?.Code);
        Assert.Equal("invalid-request", (await limiter.Take([new LimitCheck(policy, 1), new LimitCheck(policy, 1)], null)).Error?.Code);
        Assert.Equal("invalid-request", (await limiter.Take([.. Enumerable.Range(0, 9).Select(i => new LimitCheck(Bucket($"p{i}", 5), 1))], null)).Error?.Code);
        Assert.Equal("invalid-request", (await limiter.Take([new LimitCheck(policy, 1)], new string('x', 101))).Error?.Code);
        Assert.Equal("not-concurrency", (await limiter.Take([new LimitCheck(AtOnce("uses", 2), 1)], null)).Error?.Code);
        Assert.Equal("not-concurrency", (await limiter.Acquire(policy, TimeSpan.FromSeconds(5))).Error?.Code);
        Assert.Equal(5, await limiter.Left(policy));
    }

    [Fact]
    public async Task A_cost_of_0_asks_and_a_peek_takes_nothing()
    {
        var limiter = cluster.NewLimiter();
        var policy = Bucket("small", 3);
        Assert.True((await limiter.Take([new LimitCheck(policy, 0)], null)).Require().Allowed);
        Assert.True((await limiter.Peek([new LimitCheck(policy, 3)])).Require().Allowed);
        Assert.Equal(3, await limiter.Left(policy));
    }

    [Fact]
    public async Task A_check_repeated_with_its_id_answers_the_first_result_and_spends_nothing_more()
    {
        var limiter = cluster.NewLimiter();
        var policy = Bucket("small", 3);
        var first = await limiter.Take([new LimitCheck(policy, 2)], "order-1");
        var again = await limiter.Take([new LimitCheck(policy, 2)], "order-1");
        Assert.False(first.Replayed);
        Assert.True(again.Replayed);
        Assert.Equal(first.Value!.Answers, again.Value!.Answers);
        Assert.Equal(1, await limiter.Left(policy));
        Assert.False((await limiter.Take([new LimitCheck(policy, 2)], "order-2")).Require().Allowed);
        await limiter.Reset(null);
        Assert.False((await limiter.Take([new LimitCheck(policy, 2)], "order-2")).Require().Allowed);
    }

    [Fact]
    public async Task A_check_is_refunded_up_to_its_cost_however_often_it_is_asked()
    {
        var limiter = cluster.NewLimiter();
        var policy = Bucket("small", 10);
        await limiter.Take([new LimitCheck(policy, 4)], "order");
        Assert.Equal(3, (await limiter.Refund("order", policy, 3)).Require());
        Assert.Equal(3, (await limiter.Refund("order", policy, 3)).Require());
        Assert.Equal(9, await limiter.Left(policy));
        Assert.Equal(4, (await limiter.Refund("order", policy, 100)).Require());
        Assert.Equal(10, await limiter.Left(policy));
        Assert.Equal("check-unknown", (await limiter.Refund("another", policy, 1)).Error?.Code);
        Assert.Equal("check-unknown", (await limiter.Refund("order", Bucket("other", 5), 1)).Error?.Code);
    }

    [Fact]
    public async Task A_check_that_was_undone_may_be_made_again()
    {
        var limiter = cluster.NewLimiter();
        var policy = Bucket("small", 3);
        await limiter.Take([new LimitCheck(policy, 3)], "order");
        await limiter.Undo("order");
        Assert.Equal(3, await limiter.Left(policy));
        var again = await limiter.Take([new LimitCheck(policy, 3)], "order");
        Assert.False(again.Replayed);
        Assert.Equal(0, await limiter.Left(policy));
    }

    [Fact]
    public async Task The_last_256_checks_are_remembered()
    {
        var limiter = cluster.NewLimiter();
        var policy = Bucket("wide", 1_000);
        for (var i = 0; i <= 256; i++)
        {
            await limiter.Take([new LimitCheck(policy, 1)], $"check {i}");
        }

        Assert.True((await limiter.Take([new LimitCheck(policy, 1)], "check 1")).Replayed);
        Assert.False((await limiter.Take([new LimitCheck(policy, 1)], "check 0")).Replayed);
    }

    [Fact]
    public async Task A_shadow_policy_counts_and_never_denies()
    {
        var limiter = cluster.NewLimiter();
        var shadow = Bucket("shadow", 1) with { Mode = LimitMode.Shadow };
        Assert.True((await limiter.Takes(shadow)).Answers[0].Decision.Allowed);
        var second = await limiter.Takes(Bucket("real", 2), shadow);
        Assert.True(second.Allowed);
        Assert.False(second.Answers[1].Decision.Allowed);
        Assert.Null(second.Refusal);
        Assert.Empty((await limiter.Show([shadow])).Denials);
    }

    [Fact]
    public async Task A_shadow_policy_takes_only_what_the_enforced_ones_allow()
    {
        var limiter = cluster.NewLimiter();
        var (real, shadow) = (Bucket("real", 1), Bucket("shadow", 5) with { Mode = LimitMode.Shadow });
        await limiter.Takes(real, shadow);
        Assert.False((await limiter.Takes(real, shadow)).Allowed);
        Assert.Equal(4, await limiter.Left(shadow));
    }

    [Fact]
    public async Task A_policy_that_is_off_counts_nothing()
    {
        var limiter = cluster.NewLimiter();
        var policy = Bucket("off", 1) with { Mode = LimitMode.Off };
        Assert.All(await Task.WhenAll(limiter.Takes(policy), limiter.Takes(policy)), a => Assert.True(a.Allowed));
        Assert.Equal(1, await limiter.Left(policy with { Mode = LimitMode.Enforce }));
    }

    [Fact]
    public async Task A_policy_raised_or_lowered_keeps_what_was_spent()
    {
        var limiter = cluster.NewLimiter();
        var policy = Bucket("small", 10);
        await limiter.Take([new LimitCheck(policy, 6)], null);
        Assert.Equal(94, await limiter.Left(policy with { Limit = 100, Version = 2 }));
        Assert.Equal(0, await limiter.Left(policy with { Limit = 5, Version = 3 }));
        Assert.Equal(0, await limiter.Left(policy with { Limit = 100, Version = 2 }));
        Assert.Equal(5, await limiter.Left(policy with { Algorithm = LimitAlgorithm.SlidingLog, Limit = 5, Version = 4 }));
    }

    [Fact]
    public async Task The_last_denials_are_shown_newest_first()
    {
        var limiter = cluster.NewLimiter();
        var policy = Bucket("one", 1, TimeSpan.FromSeconds(1));
        await limiter.Takes(policy);
        for (var i = 0; i < 21; i++)
        {
            await limiter.Takes(policy);
        }

        var shown = await limiter.Show([policy]);
        Assert.Equal(20, shown.Denials.Count);
        Assert.Equal(("one", 1, 1_000), (shown.Denials[0].Policy, shown.Denials[0].Cost, shown.Denials[0].RetryAfterMs));
        Assert.Equal((0, cluster.Time.Now.AddSeconds(1)), (shown.Policies[0].Remaining, shown.Policies[0].ResetAt));
        await limiter.Reset(["one"]);
        Assert.Null((await limiter.Show([policy])).Policies[0].ResetAt);
    }
}
