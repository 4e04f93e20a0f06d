using Microsoft.Extensions.DependencyInjection;
using OrleansBackends.WebFrontend.Common;
using OrleansBackends.WebFrontend.RateLimits.Deciding;

namespace OrleansBackends.Tests.RateLimits.Web;

/// <summary>Two frontends in front of one cluster, each with its own memory of leases and denials.</summary>
[Collection<ClusterCollection>]
public sealed class TwoFrontendTests : IDisposable
{
    private const int Limit = 500;

    private readonly ClusterFixture cluster;
    private readonly ServiceProvider[] frontends;

    public TwoFrontendTests(ClusterFixture cluster)
    {
        this.cluster = cluster;
        frontends = [cluster.NewFrontend(), cluster.NewFrontend()];
    }

    public void Dispose() => Array.ForEach(frontends, f => f.Dispose());

    [Theory]
    [InlineData(LimitAlgorithm.FixedWindow)]
    [InlineData(LimitAlgorithm.TokenBucket)]
    [InlineData(LimitAlgorithm.SlidingLog)]
    [InlineData(LimitAlgorithm.SlidingWindow)]
    public async Task Together_they_never_admit_more_than_the_limit(LimitAlgorithm algorithm)
    {
        var subject = SubjectRef.Of($"{Guid.NewGuid()}");
        var policy = new LimitPolicy { Name = "shared", Algorithm = algorithm, Limit = Limit, PeriodMs = LimitPolicyRules.MaxPeriodMs };
        var granted = 0;
        await Task.WhenAll(frontends.SelectMany(frontend => Enumerable.Range(0, 8).Select(_ => Task.Run(async () =>
        {
            var terms = TermsOf(frontend, policy);
            for (var i = 0; i < 200; i++)
            {
                if ((await Take(frontend, terms, subject)).IsOk)
                {
                    Interlocked.Increment(ref granted);
                }
            }
        }))));

        Assert.InRange(granted, Limit * 98 / 100, Limit);
    }

    [Fact]
    public async Task A_denial_is_remembered_for_this_cost_until_its_time_and_a_lower_one_asks_again()
    {
        var subject = SubjectRef.Of($"{Guid.NewGuid()}");
        var terms = TermsOf(frontends[0], new LimitPolicy { Name = "few", Algorithm = LimitAlgorithm.TokenBucket, Limit = 10, PeriodMs = 60_000 });
        Assert.True((await Take(frontends[0], terms, subject, cost: 8)).IsOk);
        Assert.False((await Take(frontends[0], terms, subject, cost: 5)).IsOk);
        var table = frontends[0].GetRequiredService<LeaseTable>();
        Assert.False(table.Decide(Use(terms, subject, 5)));
        Assert.Null(table.Decide(Use(terms, subject, 2)));
        cluster.Time.Advance(TimeSpan.FromSeconds(18) - TimeSpan.FromMilliseconds(1));
        Assert.False(table.Decide(Use(terms, subject, 5)));
        cluster.Time.Advance(TimeSpan.FromMilliseconds(1));
        Assert.Null(table.Decide(Use(terms, subject, 5)));
    }

    [Fact]
    public async Task Units_in_advance_are_spent_without_an_allocation_and_end_with_their_time()
    {
        var subject = SubjectRef.Of($"{Guid.NewGuid()}");
        var terms = TermsOf(frontends[0], new LimitPolicy { Name = "hot", Algorithm = LimitAlgorithm.TokenBucket, Limit = 1_000_000, PeriodMs = 60_000 });
        for (var i = 0; i < 2_000; i++)
        {
            Assert.True((await Take(frontends[0], terms, subject)).IsOk);
        }

        var table = frontends[0].GetRequiredService<LeaseTable>();
        var use = Use(terms, subject, 1);
        while (table.Decide(use) is null)
        {
            Assert.True((await Take(frontends[0], terms, subject)).IsOk);
        }

        var before = GC.GetAllocatedBytesForCurrentThread();
        Assert.True(table.Decide(use));
        Assert.Equal(before, GC.GetAllocatedBytesForCurrentThread());
        cluster.Time.Advance(TimeSpan.FromMilliseconds(250));
        Assert.Null(table.Decide(use));
    }

    [Fact]
    public async Task Two_policies_that_are_both_hot_are_both_paid_in_advance_and_neither_is_exceeded()
    {
        var subject = SubjectRef.Of($"{Guid.NewGuid()}");
        var wide = TermsOf(frontends[0], new LimitPolicy { Name = "wide", Algorithm = LimitAlgorithm.FixedWindow, Limit = 10_000, PeriodMs = LimitPolicyRules.MaxPeriodMs });
        var narrow = TermsOf(frontends[0], new LimitPolicy { Name = "narrow", Algorithm = LimitAlgorithm.FixedWindow, Limit = Limit, PeriodMs = LimitPolicyRules.MaxPeriodMs });
        var limiter = frontends[0].GetRequiredService<ClusterLimiter>();
        var (granted, here) = (0, 0);
        for (var i = 0; i < 2 * Limit; i++)
        {
            var use = new LimitUse(new UnitUse(wide, subject, 1), new UnitUse(narrow, subject, 1));
            granted += (await limiter.TakeAsync(use)).IsOk ? 1 : 0;
            here += use.Units.All(u => u.TakenFrom is Lease) ? 1 : 0;
        }

        Assert.InRange(granted, Limit * 9 / 10, Limit);
        Assert.InRange(here, 1, granted);
    }

    private static LimitUse Use(LimitTerms terms, in SubjectRef subject, long cost) => new(new UnitUse(terms, subject, cost));

    private static ValueTask<Result<Done>> Take(IServiceProvider frontend, LimitTerms terms, SubjectRef subject, long cost = 1) =>
        frontend.GetRequiredService<ClusterLimiter>().TakeAsync(Use(terms, subject, cost));

    private static LimitTerms TermsOf(IServiceProvider frontend, LimitPolicy policy) => frontend.GetRequiredService<KnownTerms>().Of(policy);
}
