using OrleansBackends.Grains.Interfaces.RateLimits.Checks;
using OrleansBackends.Grains.RateLimits.Checks;

namespace OrleansBackends.Tests.RateLimits.Checks;

public sealed class AdvanceLeaseTests
{
    private const long Millisecond = 1_000_000;
    private const long Second = 1_000 * Millisecond;

    private readonly SubjectCounters subject = new();
    private readonly AdvanceLeases leases;

    public AdvanceLeaseTests() => leases = new AdvanceLeases(subject, activatedAt: 0);

    [Fact]
    public void A_lease_is_what_is_wanted_but_at_most_a_part_of_what_remains()
    {
        var policy = Limiters.Bucket("hot", 100);
        Assert.Equal(7, Ask(policy, wanted: 7, "one").Units);
        Assert.Equal(93 / 4, Ask(policy, wanted: 50, "one").Units);
        Assert.Equal(70 / 8, Ask(policy, wanted: 50, "two").Units);
        Assert.Equal(LimitTime.Of(LeaseRequest.Validity), Ask(policy, wanted: 1, "one").ValidNs);
    }

    [Fact]
    public void A_frontend_that_fell_silent_has_no_share_any_more()
    {
        var policy = Limiters.Daily("hot", 800);
        Ask(policy, wanted: 1, "one");
        Assert.Equal(799 / 8, Ask(policy, wanted: 500, "two", 9 * Second).Units);
        Assert.Equal(700 / 4, Ask(policy, wanted: 500, "two", 10 * Second).Units);
    }

    [Fact]
    public void Where_little_is_left_the_cost_is_taken_directly()
    {
        var policy = Limiters.Daily("hot", 3);
        var grant = Ask(policy, wanted: 5, "one");
        Assert.Equal((0, true, 2), (grant.Units, grant.Decision.Allowed, grant.Decision.Remaining));
        Ask(policy, wanted: 5, "one");
        Ask(policy, wanted: 5, "one");
        Assert.False(Ask(policy, wanted: 5, "one").Decision.Allowed);
        Assert.Single(subject.Denials.All);
    }

    [Fact]
    public void Units_of_a_log_are_counted_at_once_and_until_a_period_after_their_lease()
    {
        var policy = Limiters.Bucket("hot", 100, TimeSpan.FromSeconds(1)) with { Algorithm = LimitAlgorithm.SlidingLog };
        var lease = Ask(policy, wanted: 10, "one").Lease;
        leases.Return([new LeaseReturn(lease, 4)], 100 * Millisecond);
        Assert.Equal(94, Left(policy, (1_250 * Millisecond) - 1));
        Assert.Equal(100, Left(policy, 1_250 * Millisecond));
    }

    [Fact]
    public void Units_of_a_sliding_window_are_spent_within_their_segment()
    {
        var policy = Limiters.Bucket("hot", 100, TimeSpan.FromSeconds(1)) with { Algorithm = LimitAlgorithm.SlidingWindow };
        Assert.Equal((10, 30 * Millisecond), (Ask(policy, wanted: 10, "one", 70 * Millisecond) is var grant ? grant.Units : 0, grant.ValidNs));
    }

    [Fact]
    public void A_shadow_policy_is_no_matter_of_leases() =>
        Assert.Equal(0, Ask(Limiters.Bucket("hot", 100) with { Mode = LimitMode.Shadow }, wanted: 10, "one").Units);

    [Fact]
    public void Who_asks_before_it_needs_a_unit_takes_none_where_there_is_no_lease()
    {
        var policy = Limiters.Daily("hot", 3);
        Assert.Equal((0, true, 3), leases.Lease(new LeaseRequest(policy, 0, 10, "one", []), 0).Require() is var few
            ? (few.Units, few.Decision.Allowed, few.Decision.Remaining) : default);
        Assert.Equal(10, leases.Lease(new LeaseRequest(policy with { Limit = 100, Version = 2 }, 0, 10, "one", []), 0).Require().Units);
    }

    [Fact]
    public void Unspent_units_come_back_once_and_only_while_the_lease_is_known()
    {
        var policy = Limiters.Daily("hot", 100);
        var lease = Ask(policy, wanted: 10, "one").Lease;
        leases.Return([new LeaseReturn(lease, 4)], Second);
        leases.Return([new LeaseReturn(lease, 4)], Second);
        Assert.Equal(94, Left(policy, Second));
        var other = Ask(policy, wanted: 10, "one", Second).Lease;
        leases.Return([new LeaseReturn(other, 1_000)], 2 * Second);
        Assert.Equal(94, Left(policy, 2 * Second));
        var late = Ask(policy, wanted: 10, "one", 2 * Second).Lease;
        leases.Return([new LeaseReturn(late, 10)], 12 * Second);
        Assert.Equal(84, Left(policy, 12 * Second));
    }

    [Fact]
    public void A_lease_ends_with_its_window_and_is_none_of_a_later_activation()
    {
        var policy = Limiters.Bucket("hot", 100, TimeSpan.FromSeconds(1)) with { Algorithm = LimitAlgorithm.FixedWindow };
        var grant = Ask(policy, wanted: 10, "one", Second - (30 * Millisecond));
        Assert.Equal(30 * Millisecond, grant.ValidNs);
        var next = new AdvanceLeases(subject, activatedAt: Second);
        next.Return([new LeaseReturn(grant.Lease, 10)], Second - 1);
        Assert.Equal(90, Left(policy, Second - 1));
    }

    [Theory]
    [InlineData(LimitAlgorithm.TokenBucket)]
    [InlineData(LimitAlgorithm.FixedWindow)]
    [InlineData(LimitAlgorithm.SlidingLog)]
    [InlineData(LimitAlgorithm.SlidingWindow)]
    public void Eight_frontends_never_admit_more_than_the_stated_bound(LimitAlgorithm algorithm)
    {
        for (var seed = 0; seed < 40; seed++)
        {
            var random = new Random(seed);
            var policy = new LimitPolicy
            {
                Name = "hot", Algorithm = algorithm, Limit = random.Next(20, 400), PeriodMs = 1_000,
                Burst = algorithm == LimitAlgorithm.TokenBucket ? random.Next(20, 400) : null,
            };
            var admitted = new LeaseWorld(policy, random).Run(frontends: 8, until: 4 * Second);
            Assert.NotEmpty(admitted);
            if (algorithm == LimitAlgorithm.FixedWindow)
            {
                Assert.All(admitted.GroupBy(at => at / policy.PeriodNs), window => Assert.InRange(window.Count(), 0, policy.Limit));
                continue;
            }

            for (var first = 0; first < admitted.Count; first += 7)
            {
                for (var last = first; last < admitted.Count; last++)
                {
                    var most = Most(policy, admitted[last] - admitted[first]);
                    Assert.True(last - first + 1 <= most, $"seed {seed}: {last - first + 1} from {admitted[first]} to {admitted[last]}, at most {most}");
                }
            }
        }
    }

    /// <summary>A bucket admits its burst and what refills in the time and a lease's; a sliding kind its limit in any period.</summary>
    private static long Most(LimitPolicy policy, long time) => policy.Algorithm == LimitAlgorithm.TokenBucket
        ? policy.Capacity + (long)((Int128)(time + LimitTime.Of(LeaseRequest.Validity)) * policy.Limit / policy.PeriodNs)
        : time < policy.PeriodNs ? policy.Limit : long.MaxValue;

    private LeaseGrant Ask(LimitPolicy policy, long wanted, string frontend, long now = 0) =>
        leases.Lease(new LeaseRequest(policy, 1, wanted, frontend, []), now).Require();

    private long Left(LimitPolicy policy, long now) => subject.Peek([new LimitCheck(policy, 0)], now).Require().Answers[0].Decision.Remaining;
}
