using System.Net;
using System.Net.Http.Json;
using System.Text.Json;

namespace OrleansBackends.Tests.RateLimits.Web;

/// <summary>The limiter as other applications use it, over HTTP.</summary>
public sealed class CheckApiTests(AppFixture app)
{
    [Fact]
    public async Task A_check_takes_units_of_all_its_policies_or_none()
    {
        var limiter = await LimiterClient.Create(app);
        await limiter.Put("calls", new { algorithm = "fixed-window", limit = 3, periodMs = 86_400_000 });
        await limiter.Put("bytes", new { algorithm = "token-bucket", limit = 10, periodMs = 3_600_000 });
        var result = await limiter.Check("ann", ("calls", 1), ("bytes", 10));
        Assert.True(result.GetProperty("allowed").GetBoolean());
        Assert.Equal([("calls", 2L), ("bytes", 0L)], Remaining(result));

        var refused = await limiter.Check("ann", ("calls", 1), ("bytes", 1));
        Assert.False(refused.GetProperty("allowed").GetBoolean());
        Assert.Equal([("calls", 2L), ("bytes", 0L)], Remaining(refused));
        Assert.InRange(refused.GetProperty("results")[1].GetProperty("retryAfterMs").GetInt64(), 1, 360_000);
        Assert.True((await limiter.Check("ann", ("calls", 2))).GetProperty("allowed").GetBoolean());
        Assert.True((await limiter.Check("bea", ("calls", 3))).GetProperty("allowed").GetBoolean());
    }

    [Fact]
    public async Task What_one_subject_refuses_is_taken_from_no_other()
    {
        var limiter = await LimiterClient.Create(app);
        await limiter.Put("calls", new { algorithm = "fixed-window", limit = 1, periodMs = 86_400_000 });
        await limiter.Check("full", ("calls", 1));
        using var both = await limiter.Post("check", new
        {
            subject = "a", checks = new object[] { new { policy = "calls" }, new { policy = "calls", subject = "full" }, new { policy = "calls", subject = "z" } },
        });
        Assert.False((await both.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("allowed").GetBoolean());
        foreach (var subject in (string[])["a", "z"])
        {
            await TestTime.Eventually(
                async () => (await limiter.Check(subject, ("calls", 0))).GetProperty("results")[0].GetProperty("remaining").GetInt64() == 1, "the unit came back");
        }
    }

    [Fact]
    public async Task An_enforced_check_answers_with_the_applications_own_fields()
    {
        var limiter = await LimiterClient.Create(app);
        await limiter.Put("calls", new { algorithm = "fixed-window", limit = 1, periodMs = 86_400_000 });
        var body = new { subject = "ann", checks = new[] { new { policy = "calls" } } };
        using var granted = await limiter.Post("check?enforce=true", body);
        Assert.Equal("\"calls\";q=1;w=86400", granted.Headers.GetValues("RateLimit-Policy").Single());
        using var refused = await limiter.Post("check?enforce=true", body);
        var problem = await Problem.Read(refused, 429, "rate-limited");
        Assert.Equal("calls", problem.GetProperty("violated-policies")[0].GetString());
        Assert.StartsWith("\"calls\";r=0;t=", refused.Headers.GetValues("RateLimit").Single(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_same_check_id_answers_again_and_can_be_refunded_up_to_its_cost()
    {
        var limiter = await LimiterClient.Create(app);
        await limiter.Put("calls", new { algorithm = "fixed-window", limit = 5, periodMs = 86_400_000 });
        var body = new { subject = "ann", checks = new[] { new { policy = "calls", cost = 3 } }, checkId = "order-1" };
        for (var i = 0; i < 3; i++)
        {
            using var again = await limiter.Post("check", body);
            Assert.Equal([("calls", 2L)], Remaining(await again.Content.ReadFromJsonAsync<JsonElement>()));
        }

        var refund = new { subject = "ann", policy = "calls", cost = 3, checkId = "order-1" };
        for (var i = 0; i < 2; i++)
        {
            using var refunded = await limiter.Post("refund", refund);
            Assert.Equal(3, (await refunded.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("refunded").GetInt64());
        }

        Assert.Equal([("calls", 5L)], Remaining(await limiter.Check("ann", ("calls", 0))));
        await Problem.Read(await limiter.Post("refund", refund with { checkId = "unknown" }), 404, "check-unknown");
    }

    [Fact]
    public async Task A_reset_ends_a_remembered_denial()
    {
        var limiter = await LimiterClient.Create(app);
        await limiter.Put("calls", new { algorithm = "fixed-window", limit = 1, periodMs = 86_400_000 });
        await limiter.Check("ann", ("calls", 1));
        Assert.False((await limiter.Check("ann", ("calls", 1))).GetProperty("allowed").GetBoolean());
        using var reset = await limiter.Post("reset", new { subject = "ann" });
        Assert.Equal(HttpStatusCode.NoContent, reset.StatusCode);
        Assert.True((await limiter.Check("ann", ("calls", 1))).GetProperty("allowed").GetBoolean());
        await Problem.Read(await limiter.Post("reset", new { subject = "ann", policies = (string[])["none"] }), 404, "policy-unknown");
    }

    [Fact]
    public async Task A_batch_answers_each_item_for_itself()
    {
        var limiter = await LimiterClient.Create(app);
        await limiter.Put("calls", new { algorithm = "fixed-window", limit = 60, periodMs = 86_400_000 });
        var items = Enumerable.Range(0, 100).Select(i => new { subject = "ann", checks = new[] { new { policy = i == 7 ? "none" : "calls" } } });
        using var answer = await limiter.Post("check/batch", new { items });
        var results = (await answer.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("items").EnumerateArray().ToList();
        Assert.Equal(100, results.Count);
        Assert.Equal("policy-unknown", results[7].GetProperty("error").GetProperty("code").GetString());
        Assert.Equal(60, results.Count(r => r.TryGetProperty("result", out var of) && of.ValueKind == JsonValueKind.Object && of.GetProperty("allowed").GetBoolean()));
    }

    [Fact]
    public async Task Uses_are_begun_renewed_and_ended()
    {
        var limiter = await LimiterClient.Create(app);
        await limiter.Put("jobs", new { algorithm = "concurrency", limit = 1 });
        await limiter.Put("calls", new { algorithm = "fixed-window", limit = 1, periodMs = 86_400_000 });
        var begin = new { subject = "ann", policy = "jobs", ttlSeconds = 60 };
        using var begun = await limiter.Post("leases", begin);
        Assert.Equal(HttpStatusCode.Created, begun.StatusCode);
        var lease = (await begun.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("leaseId").GetString();
        await Problem.Read(await limiter.Post("leases", begin), 429, "rate-limited");
        using var renewed = await limiter.Post($"leases/{lease}/renew", new { ttlSeconds = 60 });
        Assert.Equal(HttpStatusCode.OK, renewed.StatusCode);
        for (var i = 0; i < 2; i++)
        {
            using var ended = await limiter.Client.DeleteAsync($"/api/rate-limits/leases/{lease}");
            Assert.Equal(HttpStatusCode.NoContent, ended.StatusCode);
        }

        await Problem.Read(await limiter.Post($"leases/{lease}/renew", new { ttlSeconds = 60 }), 404, "lease-expired");
        await Problem.Read(await limiter.Post("leases/none/renew", new { ttlSeconds = 60 }), 404, "lease-expired");
        await Problem.Read(await limiter.Post("leases", begin with { policy = "calls" }), 400, "not-concurrency");
    }

    [Theory]
    [InlineData("""{"subject":"","checks":[{"policy":"calls"}]}""", 400, "subject-invalid")]
    [InlineData("""{"subject":"a\u0007b","checks":[{"policy":"calls"}]}""", 400, "subject-invalid")]
    [InlineData("""{"subject":"a","checks":[{"policy":"none"}]}""", 404, "policy-unknown")]
    [InlineData("""{"subject":"a","checks":[{"policy":"calls","cost":6}]}""", 400, "cost-over-capacity")]
    [InlineData("""{"subject":"a","checks":[{"policy":"calls","cost":-1}]}""", 400, "invalid-request")]
    [InlineData("""{"subject":"a","checks":[]}""", 400, "invalid-request")]
    [InlineData("""{"subject":"a","checks":[{"policy":"calls"}],"unknown":1}""", 400, "invalid-request")]
    public async Task A_check_that_cannot_be_made_spends_nothing(string body, int status, string code)
    {
        var limiter = await LimiterClient.Create(app);
        await limiter.Put("calls", new { algorithm = "fixed-window", limit = 5, periodMs = 86_400_000 });
        using var content = Problem.Json(body);
        await Problem.Read(await limiter.Client.PostAsync("/api/rate-limits/check", content), status, code);
        Assert.Equal([("calls", 5L)], Remaining(await limiter.Check("a", ("calls", 0))));
    }

    [Fact]
    public async Task A_revoked_key_is_refused_and_so_is_who_has_none()
    {
        var limiter = await LimiterClient.Create(app);
        var body = new { subject = "a", checks = new[] { new { policy = "none" } } };
        await Problem.Read(await limiter.Post("check", body), 404, "policy-unknown");
        var key = (await limiter.Owner.GetFromJsonAsync<JsonElement>(limiter.Path)).GetProperty("keys")[0].GetProperty("id").GetString();
        using var revoked = await limiter.Owner.DeleteAsync($"{limiter.Path}/keys/{key}");
        Assert.Equal(HttpStatusCode.NoContent, revoked.StatusCode);
        await Problem.Read(await limiter.Post("check", body), 401, "key-invalid");
        await Problem.Read(await limiter.Owner.PostAsJsonAsync("/api/rate-limits/check", body), 401, "key-invalid");
        using var anonymous = app.CreateClient();
        Assert.Equal(HttpStatusCode.Unauthorized, (await anonymous.PostAsJsonAsync("/api/rate-limits/check", body)).StatusCode);
    }

    private static List<(string, long)> Remaining(JsonElement result) =>
        [.. result.GetProperty("results").EnumerateArray().Select(r => (r.GetProperty("policy").GetString()!, r.GetProperty("remaining").GetInt64()))];
}
