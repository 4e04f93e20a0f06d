using OrleansBackends.WebFrontend.Common;

namespace OrleansBackends.Tests.RateLimits.Web;

public sealed class FieldTests
{
    private const long Second = 1_000_000_000;

    private static readonly LimitPolicy Write = new() { Name = "write", Algorithm = LimitAlgorithm.TokenBucket, Limit = 120, PeriodMs = 60_000 };

    [Fact]
    public async Task Another_parser_reads_the_fields_and_writes_the_same_bytes()
    {
        await using var parser = NodeProgram.Start("structured-fields.js");
        var (policies, limit) = Fields(
            Unit(Write, new LimitDecision(true, 60, 0, Second / 2, Second)),
            Unit(new LimitPolicy { Name = "up-1", Algorithm = LimitAlgorithm.Concurrency, Limit = 4 }, new LimitDecision(true, 1, 0, 0, 0)),
            Unit(Write with { Name = "bytes", Unit = LimitUnit.ContentBytes, PeriodMs = 1_500 }, new LimitDecision(true, 119, 0, Second, Second)));
        Assert.Equal("\"write\";q=120;w=60, \"up-1\";q=4;qu=\"concurrent-requests\", \"bytes\";q=120;qu=\"content-bytes\";w=2", policies);
        Assert.Equal("\"up-1\";r=1", limit);
        foreach (var (field, meaning) in ((string, string)[])
        [
            (policies, """[["write",{"q":120,"w":60}],["up-1",{"q":4,"qu":"concurrent-requests"}],["bytes",{"q":120,"qu":"content-bytes","w":2}]]"""),
            (Fields(Unit(Write, new LimitDecision(false, 0, Second + 1, Second, Second))).Limit, """[["write",{"r":0,"t":1}]]"""),
        ])
        {
            await parser.WriteLine(field);
            Assert.Equal(field, await parser.ReadLine());
            Assert.Equal(meaning, await parser.ReadLine());
        }
    }

    [Fact]
    public void A_full_counter_names_no_time_and_shadow_is_not_shown()
    {
        Assert.Equal("\"write\";r=120", Fields(Unit(Write, new LimitDecision(true, 120, 0, 0, 0))).Limit);
        var (policies, limit) = Fields(
            Unit(Write with { Name = "watched", Mode = LimitMode.Shadow }, new LimitDecision(false, 0, Second, Second, Second)),
            Unit(Write, new LimitDecision(true, 7, 0, 1, Second)));
        Assert.Equal(("\"write\";q=120;w=60", "\"write\";r=7;t=1"), (policies, limit));
    }

    private static (string Policies, string Limit) Fields(params UnitUse[] units)
    {
        var response = new Microsoft.AspNetCore.Http.DefaultHttpContext().Response;
        LimitFields.Write(response, new LimitUse(units), legacy: false);
        return (response.Headers[LimitFields.Policies].ToString(), response.Headers[LimitFields.Limit].ToString());
    }

    private static UnitUse Unit(LimitPolicy policy, LimitDecision decision) =>
        new(new LimitTerms("product", policy, new PolicyCount(policy.Name)), SubjectRef.Of("ann"), 1) { Decision = decision };
}
