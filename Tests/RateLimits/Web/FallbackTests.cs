using System.Net;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;
using OrleansBackends.Grains.Interfaces.RateLimits.Apps;
using OrleansBackends.WebFrontend.Common;
using OrleansBackends.WebFrontend.RateLimits.Checks;
using OrleansBackends.WebFrontend.RateLimits.Deciding;
using OrleansBackends.WebFrontend.RateLimits.Policies;
using OrleansBackends.WebFrontend.RateLimits.Usage;

namespace OrleansBackends.Tests.RateLimits.Web;

/// <summary>What each policy does while its limiter does not answer.</summary>
public sealed class FallbackTests(LimitedApp app) : IClassFixture<LimitedApp>
{
    [Fact]
    public async Task While_no_limiter_answers_each_policy_says_what_happens_and_then_the_numbers_hold_again()
    {
        using var client = app.CreateClient();
        app.Hung.AreHung = true;
        try
        {
            var together = await Task.WhenAll(Enumerable.Range(0, 5).Select(_ => Get(client, "/probes/local")));
            Assert.All(together, status => Assert.Equal(HttpStatusCode.OK, status));
            Assert.Equal(HttpStatusCode.TooManyRequests, await Get(client, "/probes/local"));
            Assert.Equal(HttpStatusCode.OK, await Get(client, "/probes/open"));
            using var closed = await client.GetAsync("/probes/closed");
            var problem = await Problem.Read(closed, 503, "capacity-reduced");
            Assert.Equal("https://iana.org/assignments/http-problem-types#temporary-reduced-capacity", problem.GetProperty("type").GetString());
            Assert.Equal(TimeSpan.FromSeconds(1), closed.Headers.RetryAfter?.Delta);
            Assert.Equal("capacity-reduced", (await Check(peek: false)).Error?.Code);
            Assert.Equal("capacity-reduced", (await Check(peek: true)).Error?.Code);
        }
        finally
        {
            app.Hung.AreHung = false;
        }

        await TestTime.Eventually(async () => await Get(client, "/probes/closed") == HttpStatusCode.OK, "the limiter is asked again");
        Assert.Equal(HttpStatusCode.OK, await Get(client, "/probes/local"));
        Assert.Equal((1, 1), (Said("Limiters do not answer"), Said("Limiters answer again")));
    }

    [Theory]
    [InlineData(1, 10)]
    [InlineData(3, 3)]
    [InlineData(20, 1)]
    public void A_frontend_that_decides_alone_keeps_to_its_share(int frontends, int share)
    {
        var time = new FakeTimeProvider();
        var usage = new UsageCounter();
        usage.Of("app").Frontends = frontends;
        var fallback = new Fallback(time, usage);
        var terms = new LimitTerms("app", Checks.Limiters.Daily("few", 10), new PolicyCount("few"));
        LimitUse Use() => new(new UnitUse(terms, SubjectRef.Of("ann"), 1));
        Assert.Equal(share, Enumerable.Range(0, 12).Count(_ => fallback.Take(Use()).IsOk));
    }

    private int Said(string what) => app.Log.Faults.Count(line => line.Contains(what, StringComparison.Ordinal));

    private async Task<Result<CheckedUse>> Check(bool peek)
    {
        var policy = Checks.Limiters.Daily("strict", 10) with { OnFault = LimitFault.Closed };
        var known = AppPolicies.Of("app", new PolicySet(1, Exists: true, [policy], [], LegacyHeaders: false), before: null, new AppUsage());
        return await app.Services.GetRequiredService<CheckDesk>()
            .Check(new CheckedApp("app", known), new CheckRequest("ann", [new CheckItem("strict")], Peek: peek));
    }

    private static async Task<HttpStatusCode> Get(HttpClient client, string path)
    {
        using var answer = await client.GetAsync(path);
        return answer.StatusCode;
    }
}
