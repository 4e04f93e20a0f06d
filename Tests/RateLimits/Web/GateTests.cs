using System.Net;
using OrleansBackends.Grains.Interfaces.RateLimits;
using OrleansBackends.Grains.Interfaces.RateLimits.Checks;

namespace OrleansBackends.Tests.RateLimits.Web;

/// <summary>Routes behind the cluster's limiter. The classes of one application share it, so what hangs in one hangs in no other.</summary>
public sealed class GateTests(LimitedApp app) : IClassFixture<LimitedApp>
{
    private static readonly string[] Fields = ["RateLimit", "RateLimit-Policy", "X-RateLimit-Limit", "X-RateLimit-Remaining", "X-RateLimit-Reset"];

    [Fact]
    public async Task A_burst_from_one_address_gets_no_more_than_the_limit_and_most_of_it_though_units_are_taken_in_advance()
    {
        await app.Put("export", p => p with { Algorithm = LimitAlgorithm.FixedWindow, Limit = 200, PeriodMs = LimitPolicyRules.MaxPeriodMs });
        using var client = app.CreateClient();
        var answers = await Task.WhenAll(Enumerable.Range(0, 300).Select(_ => Get(client, "/probes/burst")));
        var granted = answers.Count(s => s == HttpStatusCode.OK);
        Assert.All(answers, s => Assert.True(s is HttpStatusCode.OK or HttpStatusCode.TooManyRequests, $"{s}"));
        Assert.InRange(granted, 1, 200);
        while (await Get(client, "/probes/burst") == HttpStatusCode.OK)
        {
            granted++;
        }

        Assert.InRange(granted, 190, 200);
    }

    [Fact]
    public async Task A_refusal_names_every_policy_that_refuses_and_the_longest_wait()
    {
        using var client = app.CreateClient();
        for (var i = 0; i < 10; i++)
        {
            Assert.Equal(HttpStatusCode.OK, await Get(client, "/probes/both"));
        }

        using var refused = await client.GetAsync("/probes/both");
        var problem = await Problem.Read(refused, 429, "rate-limited");
        Assert.Equal(["links-anonymous"], problem.GetProperty("violated-policies").EnumerateArray().Select(p => p.GetString()!));
        Assert.Equal("\"accounts-redeem\";q=30;w=60, \"links-anonymous\";q=10;w=86400", Field(refused, "RateLimit-Policy"));
        Assert.StartsWith("\"links-anonymous\";r=0;t=", Field(refused, "RateLimit"), StringComparison.Ordinal);
        var retry = (long)refused.Headers.RetryAfter!.Delta!.Value.TotalSeconds;
        Assert.True(retry >= long.Parse(Field(refused, "RateLimit").Split("t=")[1], null), "Retry-After is not before t");
        Assert.Equal(retry, problem.GetProperty("retryAfterSeconds").GetInt64());
        Assert.Equal("0", Field(refused, "X-RateLimit-Remaining"));

        // What the other policy would have granted was not taken: eleven requests, ten units.
        Assert.Equal(0, (await Counter(client, LimitPolicies.Get("links-anonymous"))).Remaining);
        Assert.InRange((await Counter(client, LimitPolicies.Get("accounts-redeem"))).Remaining, 20, 30);
    }

    [Fact]
    public async Task Where_two_policies_refuse_both_are_named_with_the_longer_wait()
    {
        using var client = app.CreateClient();
        Assert.Equal(HttpStatusCode.OK, await Get(client, "/probes/twice"));
        using var refused = await client.GetAsync("/probes/twice");
        var problem = await Problem.Read(refused, 429, "rate-limited");
        Assert.Equal(["weather-read", "links-bulk"], problem.GetProperty("violated-policies").EnumerateArray().Select(p => p.GetString()!));
        Assert.InRange(problem.GetProperty("retryAfterSeconds").GetInt64(), 86_000, 86_400);
    }

    [Theory]
    [InlineData("/probes/moved")]
    [InlineData("/probes/not-modified")]
    [InlineData("/probes/public")]
    public async Task What_others_may_see_carries_no_counters(string path)
    {
        using var client = app.CreateClient();
        using var answer = await client.GetAsync(path);
        Assert.DoesNotContain(Fields, f => answer.Headers.Contains(f));
    }

    [Fact]
    public async Task A_forged_forwarding_header_gives_no_new_counter()
    {
        var address = TestClients.NextAddress();
        for (var i = 0; i < 10; i++)
        {
            using var client = app.CreateClient($"203.0.113.{i}, {address}");
            Assert.Equal(HttpStatusCode.OK, await Get(client, "/probes/daily"));
        }

        using var forger = app.CreateClient($"198.51.100.7, {address}");
        Assert.Equal(HttpStatusCode.TooManyRequests, await Get(forger, "/probes/daily"));
    }

    [Fact]
    public async Task Addresses_of_one_64_share_a_counter_and_a_48_has_sixteen_times_as_much()
    {
        Assert.Equal((int[])[200, 200, 429], await From("2001:db8:1:1::1", "2001:db8:1:1::2", "2001:db8:1:1:ffff::3"));
        for (var subnet = 2; subnet <= 16; subnet++)
        {
            Assert.Equal((int[])[200, 200], await From($"2001:db8:1:{subnet:x}::1", $"2001:db8:1:{subnet:x}::2"));
        }

        Assert.Equal((int[])[429, 200], await From("2001:db8:1:11::1", "2001:db8:2:1::1"));
    }

    [Fact]
    public async Task Shadow_refuses_nobody_and_off_does_not_even_count()
    {
        using var client = app.CreateClient();
        foreach (var path in (string[])["/probes/shadow", "/probes/off"])
        {
            for (var i = 0; i < 3; i++)
            {
                using var answer = await client.GetAsync(path);
                Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
                Assert.DoesNotContain(Fields, f => answer.Headers.Contains(f));
            }
        }

        var limiter = app.Grains.GetGrain<ILimiterGrain>(
            RateLimitKey.Limiter(RateLimitKey.Product, client.DefaultRequestHeaders.GetValues("X-Forwarded-For").Single()));
        var shown = await limiter.Show([LimitPolicies.Get("shop-checkout") with { Limit = 1, Mode = LimitMode.Shadow }, LimitPolicies.Get("polls-vote")]);
        Assert.Equal([("polls-vote", 30L), ("shop-checkout", 0L)], shown.Policies.Select(p => (p.Name, p.Remaining)).Order());
    }

    [Fact]
    public async Task A_fault_gives_its_units_back_where_the_policy_says_so()
    {
        await app.Put("accounts-register", p => p with { RefundOnFault = true, Limit = 2, AlsoByNetwork = false });
        using var client = app.CreateClient();
        for (var i = 0; i < 6; i++)
        {
            Assert.Equal(HttpStatusCode.InternalServerError, await Get(client, "/probes/fault"));
            await TestTime.Eventually(async () => (await Counter(client, LimitPolicies.Get("accounts-register") with { Limit = 2 })).Remaining == 2, "the unit came back");
        }
    }

    [Fact]
    public async Task Uses_at_the_same_time_end_with_their_answers()
    {
        using var client = app.CreateClient();
        var held = Enumerable.Range(0, 4).Select(_ => client.GetAsync("/probes/held")).ToList();
        await TestTime.Eventually(async () => (await Counter(client, LimitPolicies.Get("files-upload"))).Held == 4, "four uses fill the policy");
        Assert.Equal(HttpStatusCode.TooManyRequests, await Get(client, "/probes/held"));
        app.Held.Release(4);
        await Task.WhenAll(held);
        held.ForEach(h => h.Result.Dispose());
        await TestTime.Eventually(async () => (await Counter(client, LimitPolicies.Get("files-upload"))).Held == 0, "uses that ended free their places");
    }

    [Fact]
    public async Task A_policy_that_is_raised_ends_the_remembered_denials()
    {
        await app.Put("links-report", p => p with { Algorithm = LimitAlgorithm.FixedWindow, Limit = 1, PeriodMs = LimitPolicyRules.MaxPeriodMs });
        using var client = app.CreateClient();
        Assert.Equal(HttpStatusCode.OK, await Get(client, "/probes/raised"));
        Assert.Equal(HttpStatusCode.TooManyRequests, await Get(client, "/probes/raised"));
        await app.Put("links-report", p => p with { Limit = 2 });
        Assert.Equal(HttpStatusCode.OK, await Get(client, "/probes/raised"));
        Assert.Equal(HttpStatusCode.TooManyRequests, await Get(client, "/probes/raised"));
    }

    private async Task<CounterView> Counter(HttpClient client, LimitPolicy policy)
    {
        var subject = client.DefaultRequestHeaders.GetValues("X-Forwarded-For").Single();
        return (await app.Grains.GetGrain<ILimiterGrain>(RateLimitKey.Limiter(RateLimitKey.Product, subject)).Show([policy])).Policies.Single();
    }

    private async Task<int[]> From(params string[] addresses)
    {
        var statuses = new List<int>();
        foreach (var address in addresses)
        {
            using var client = app.CreateClient(address);
            statuses.Add((int)await Get(client, "/probes/network"));
        }

        return [.. statuses];
    }

    private static string Field(HttpResponseMessage answer, string name) => answer.Headers.GetValues(name).Single();

    private static async Task<HttpStatusCode> Get(HttpClient client, string path)
    {
        using var answer = await client.GetAsync(path);
        return answer.StatusCode;
    }
}
