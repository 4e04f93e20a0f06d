using OrleansBackends.Grains.Interfaces.RateLimits.Simulation;
using static OrleansBackends.Tests.RateLimits.Checks.Limiters;

namespace OrleansBackends.Tests.RateLimits.Rules;

public sealed class SimulationTests
{
    private static readonly DateTimeOffset Start = new(2027, 1, 4, 9, 0, 0, TimeSpan.Zero);

    [Fact]
    public void A_series_gets_the_decisions_that_its_callers_would_get()
    {
        var decisions = LimitSimulation.Run(
            Bucket("write", 10) with { Mode = LimitMode.Off },
            [Hit(0, 10), Hit(0, 1), Hit(5.9999, 1), Hit(6, 1), Hit(66, 10)]).Require();
        Assert.Equal(
            [
                new SimulatedDecision(true, 0, 0), new SimulatedDecision(false, 0, 6_000), new SimulatedDecision(false, 0, 1),
                new SimulatedDecision(true, 0, 0), new SimulatedDecision(true, 0, 0),
            ],
            decisions);
        Assert.Empty(LimitSimulation.Run(Bucket("write", 10), []).Require());
    }

    [Fact]
    public void What_is_no_series_is_refused()
    {
        var policy = Bucket("write", 10);
        Assert.Equal("hits-not-ordered", LimitSimulation.Run(policy, [Hit(1, 1), Hit(0, 1)]).Error?.Code);
        Assert.Equal("hits-not-ordered", LimitSimulation.Run(policy, [new SimulatedHit(DateTimeOffset.UnixEpoch.AddTicks(-1), 1)]).Error?.Code);
        Assert.Equal("cost-over-capacity", LimitSimulation.Run(policy, [Hit(0, 11)]).Error?.Code);
        Assert.Equal("invalid-request", LimitSimulation.Run(policy, [Hit(0, -1)]).Error?.Code);
        Assert.Equal("invalid-request", LimitSimulation.Run(policy, [.. Enumerable.Range(0, 10_001).Select(_ => Hit(0, 1))]).Error?.Code);
        Assert.Equal("policy-invalid", LimitSimulation.Run(policy with { Limit = 0 }, []).Error?.Code);
        Assert.Equal("algorithm", LimitSimulation.Run(AtOnce("uses", 5), [Hit(0, 1)]).Error?.Member);
    }

    private static SimulatedHit Hit(double seconds, long cost) => new(Start.AddSeconds(seconds), cost);
}
