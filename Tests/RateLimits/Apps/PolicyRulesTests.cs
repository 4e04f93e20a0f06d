using OrleansBackends.Grains.RateLimits.Apps;
using OrleansBackends.Tests.RateLimits.Checks;

namespace OrleansBackends.Tests.RateLimits.Apps;

public sealed class PolicyRulesTests
{
    private static readonly LimitPolicy Good = Limiters.Bucket("good", 100);

    public static TheoryData<LimitPolicy, string> Wrong => new()
    {
        { Good with { Name = "" }, "name" },
        { Good with { Name = "Upper" }, "name" },
        { Good with { Name = "line\n" }, "name" },
        { Good with { Name = new string('a', 61) }, "name" },
        { Good with { Limit = 0 }, "limit" },
        { Good with { Limit = 1_000_000_001 }, "limit" },
        { Good with { PeriodMs = 999 }, "periodMs" },
        { Good with { PeriodMs = 31_622_400_001 }, "periodMs" },
        { Good with { Burst = 0 }, "burst" },
        { Good with { Burst = 1_001 }, "burst" },
        { Good with { Algorithm = LimitAlgorithm.FixedWindow, Burst = 5 }, "burst" },
        { Good with { Algorithm = LimitAlgorithm.SlidingLog, Limit = 1_001 }, "limit" },
        { Good with { Algorithm = LimitAlgorithm.SlidingWindow, Segments = 1 }, "segments" },
        { Good with { Algorithm = LimitAlgorithm.SlidingWindow, Segments = 61 }, "segments" },
        { Good with { Algorithm = LimitAlgorithm.Concurrency }, "periodMs" },
    };

    [Theory]
    [MemberData(nameof(Wrong))]
    public void A_wrong_policy_names_its_member(LimitPolicy policy, string member)
    {
        var error = LimitPolicyRules.Check(policy);
        Assert.Equal((ErrorKind.Invalid, "policy-invalid", member), (error!.Kind, error.Code, error.Member));
    }

    [Fact]
    public void The_products_own_policies_are_right() => Assert.All(LimitPolicies.Product, policy => Assert.Null(LimitPolicyRules.Check(policy)));

    [Fact]
    public void The_greatest_policy_is_right() => Assert.Null(LimitPolicyRules.Check(
        Good with { Limit = 1_000_000_000, Burst = 10_000_000_000, PeriodMs = 31_622_400_000 }));

    [Fact]
    public void Configuration_changes_what_the_products_policies_begin_with()
    {
        var options = new RateLimitsOptions { Policies = { ["write"] = new PolicySetting { Limit = 7 } } };
        Assert.Null(options.Fault());
        var write = options.Seeds().Single(p => p.Name == "write");
        Assert.Equal((7, 7), (write.Limit, write.Capacity));
        Assert.Contains("nonsense", new RateLimitsOptions { Policies = { ["nonsense"] = new PolicySetting() } }.Fault(), StringComparison.Ordinal);
        Assert.Contains("write:limit", new RateLimitsOptions { Policies = { ["write"] = new PolicySetting { Limit = -1 } } }.Fault(), StringComparison.Ordinal);
    }
}
