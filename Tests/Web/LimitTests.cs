using System.Net;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;
using OrleansBackends.WebFrontend.Common;

namespace OrleansBackends.Tests.Web;

public sealed class LimitTests(ProbeApp app) : IClassFixture<ProbeApp>
{
    [Fact]
    public async Task The_eleventh_of_ten_a_day_is_429_and_says_when_to_come_back()
    {
        using var client = app.CreateClient();
        for (var left = 9; left >= 0; left--)
        {
            using var answer = await client.GetAsync("/api/probes/limited");
            Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
            Assert.Equal("\"links-anonymous\";q=10;w=86400", answer.Headers.GetValues("RateLimit-Policy").Single());
            Assert.StartsWith($"\"links-anonymous\";r={left};t=", answer.Headers.GetValues("RateLimit").Single(), StringComparison.Ordinal);
        }

        using var refused = await client.GetAsync("/api/probes/limited");
        var problem = await Problem.Read(refused, 429, "rate-limited");
        Assert.Equal("https://iana.org/assignments/http-problem-types#quota-exceeded", problem.GetProperty("type").GetString());
        Assert.Equal("links-anonymous", problem.GetProperty("violated-policies")[0].GetString());
        var retry = refused.Headers.RetryAfter?.Delta;
        Assert.Equal(retry?.TotalSeconds, problem.GetProperty("retryAfterSeconds").GetInt32());
        Assert.InRange(retry!.Value, TimeSpan.FromSeconds(1), TimeSpan.FromDays(1));
    }

    [Fact]
    public async Task A_handler_may_charge_for_what_it_found_in_the_body()
    {
        using var client = app.CreateClient();
        Assert.Equal(HttpStatusCode.NoContent, (await client.GetAsync("/api/probes/bulk")).StatusCode);
        await Problem.Read(await client.GetAsync("/api/probes/limited"), 429, "rate-limited");
    }

    [Fact]
    public async Task A_redirect_carries_no_counters()
    {
        using var client = app.CreateClient();
        using var answer = await client.GetAsync("/api/probes/redirect");
        Assert.False(answer.Headers.Contains("RateLimit"));
    }

    [Fact]
    public void Every_route_of_the_API_has_a_policy()
    {
        var routes = app.Services.GetRequiredService<EndpointDataSource>().Endpoints.OfType<RouteEndpoint>();
        Assert.DoesNotContain(
            routes,
            r => r.RoutePattern.RawText!.TrimStart('/').StartsWith("api/", StringComparison.Ordinal) && r.Metadata.GetMetadata<LimitMark>() is null);
    }

    [Fact]
    public void Subjects_are_counted_apart_and_forgotten_with_their_generation()
    {
        var limiter = new LocalLimiter(new FakeTimeProvider());
        var policy = LimitPolicies.Get("links-anonymous");
        var (one, other) = (LimitSubject.Of("one"), LimitSubject.Of("other"));
        Assert.True(limiter.Take(policy, one, 10).Allowed);
        Assert.False(limiter.Ask(policy, one).Allowed);
        Assert.True(limiter.Ask(policy, other).Allowed);
        Assert.True(limiter.Take(policy, other, 10).Allowed);
    }

    [Fact]
    public void A_flood_of_subjects_stays_within_the_table()
    {
        var shard = new LimitShard(LimitRule.Of(LimitPolicies.Get("read")), capacity: 100);
        for (var i = 0; i < 10_000; i++)
        {
            shard.Find(LimitSubject.Of($"subject {i}")).Count = i;
            Assert.InRange(shard.Count, 0, 100);
        }

        Assert.Equal(9_999, shard.Find(LimitSubject.Of("subject 9999")).Count);
    }

    [Fact]
    public void What_is_done_at_the_same_time_is_given_back()
    {
        var limiter = new LocalLimiter(new FakeTimeProvider());
        var (policy, one) = (LimitPolicies.Get("live"), LimitSubject.Of("one"));
        Assert.True(limiter.Take(policy, one, 50).Allowed);
        Assert.False(limiter.Take(policy, one).Allowed);
        limiter.Release(policy, one);
        Assert.True(limiter.Take(policy, one).Allowed);
    }
}
