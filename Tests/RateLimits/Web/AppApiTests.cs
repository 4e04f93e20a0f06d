using System.Net;
using System.Net.Http.Json;
using System.Text.Json;

namespace OrleansBackends.Tests.RateLimits.Web;

public sealed class AppApiTests(AppFixture app)
{
    private static readonly object Calls = new { algorithm = "token-bucket", limit = 10, periodMs = 60_000 };

    [Fact]
    public async Task A_policy_is_created_once_and_changed_by_who_read_it()
    {
        var limiter = await LimiterClient.Create(app);
        await Problem.Read(await limiter.Send("calls", Calls), 428, "if-match-required");
        using var created = await limiter.Send("calls", Calls, "If-None-Match", "*");
        Assert.Equal((HttpStatusCode.Created, $"{limiter.Path}/policies/calls"), (created.StatusCode, created.Headers.Location?.ToString()));
        await Problem.Read(await limiter.Send("calls", Calls, "If-None-Match", "*"), 412, "stale");
        using var changed = await limiter.Send("calls", new { algorithm = "token-bucket", limit = 20, periodMs = 60_000 }, "If-Match", created.Headers.ETag!.Tag);
        Assert.Equal(HttpStatusCode.OK, changed.StatusCode);
        await Problem.Read(await limiter.Send("calls", Calls, "If-Match", created.Headers.ETag.Tag), 412, "stale");
        await Problem.Read(await limiter.Send("other", Calls, "If-Match", "\"v1\""), 404, "policy-not-found");
        using var read = await limiter.Owner.GetAsync($"{limiter.Path}/policies/calls");
        Assert.Equal(changed.Headers.ETag, read.Headers.ETag);

        using var delete = new HttpRequestMessage(HttpMethod.Delete, $"{limiter.Path}/policies/calls");
        await Problem.Read(await limiter.Owner.SendAsync(delete), 428, "if-match-required");
        using var again = new HttpRequestMessage(HttpMethod.Delete, $"{limiter.Path}/policies/calls");
        again.Headers.IfMatch.Add(read.Headers.ETag!);
        Assert.Equal(HttpStatusCode.NoContent, (await limiter.Owner.SendAsync(again)).StatusCode);
        await Problem.Read(await limiter.Owner.GetAsync($"{limiter.Path}/policies/calls"), 404, "policy-not-found");
    }

    [Theory]
    [InlineData("""{"algorithm":"token-bucket","limit":0,"periodMs":60000}""", "limit")]
    [InlineData("""{"algorithm":"token-bucket","limit":1,"periodMs":999}""", "periodMs")]
    [InlineData("""{"algorithm":"token-bucket","limit":1,"periodMs":60000,"burst":0}""", "burst")]
    [InlineData("""{"algorithm":"sliding-log","limit":1001,"periodMs":60000}""", "limit")]
    [InlineData("""{"algorithm":"sliding-window","limit":1,"periodMs":60000,"segments":61}""", "segments")]
    public async Task A_policy_that_cannot_be_names_its_member(string policy, string member)
    {
        var limiter = await LimiterClient.Create(app);
        var problem = await Problem.Read(
            await limiter.Send("calls", JsonSerializer.Deserialize<JsonElement>(policy), "If-None-Match", "*"), 400, "policy-invalid");
        Assert.Equal(member, problem.GetProperty("member").GetString());
    }

    [Fact]
    public async Task Somebody_elses_application_is_not_there_and_the_products_is_for_administrators()
    {
        var limiter = await LimiterClient.Create(app);
        using var stranger = app.CreateClient(new UserId(Guid.NewGuid()));
        await Problem.Read(await stranger.GetAsync(limiter.Path), 404, "app-not-found");
        await Problem.Read(await stranger.GetAsync("/api/rate-limits/apps/product"), 404, "app-not-found");
        await Problem.Read(await stranger.GetAsync("/api/rate-limits/apps/no-app"), 404, "app-not-found");
        using var admin = app.CreateClient(new UserId(Guid.NewGuid()), "admin");
        var policies = await admin.GetFromJsonAsync<JsonElement>("/api/rate-limits/apps/product/policies");
        Assert.Contains("edge", policies.GetProperty("items").EnumerateArray().Select(p => p.GetProperty("name").GetString()));
        await Problem.Read(await admin.PostAsJsonAsync("/api/rate-limits/apps/product/keys", new { name = "k" }), 409, "built-in");
    }

    [Fact]
    public async Task A_user_has_ten_applications_and_an_application_ten_keys()
    {
        var limiter = await LimiterClient.Create(app);
        for (var i = 1; i < 10; i++)
        {
            Assert.Equal(HttpStatusCode.Created, (await limiter.Owner.PostAsJsonAsync("/api/rate-limits/apps", new { name = $"app {i}" })).StatusCode);
            Assert.Equal(HttpStatusCode.Created, (await limiter.Owner.PostAsJsonAsync($"{limiter.Path}/keys", new { name = $"key {i}" })).StatusCode);
        }

        await Problem.Read(await limiter.Owner.PostAsJsonAsync("/api/rate-limits/apps", new { name = "eleven" }), 403, "quota-reached");
        await Problem.Read(await limiter.Owner.PostAsJsonAsync($"{limiter.Path}/keys", new { name = "eleven" }), 409, "too-many-keys");
        await Problem.Read(await limiter.Owner.DeleteAsync($"{limiter.Path}/keys/none"), 404, "key-not-found");
        await Problem.Read(await limiter.Owner.GetAsync("/api/rate-limits/apps?limit=101"), 400, "invalid-request");
        var page = await limiter.Owner.GetFromJsonAsync<JsonElement>("/api/rate-limits/apps?limit=4");
        Assert.Equal(4, page.GetProperty("items").GetArrayLength());
    }

    [Fact]
    public async Task A_simulation_says_what_the_policy_would_have_said()
    {
        var limiter = await LimiterClient.Create(app);
        var policy = new { algorithm = "token-bucket", limit = 7, periodMs = 60_000, burst = 1 };
        var hits = ((string[])["2027-01-04T09:00:00.000Z", "2027-01-04T09:00:08.571Z", "2027-01-04T09:00:08.572Z"]).Select(at => new { at });
        using var run = await limiter.Owner.PostAsJsonAsync($"{limiter.Path}/simulate", new { policy, hits });
        var decisions = (await run.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("decisions").EnumerateArray();
        Assert.Equal([(true, 0L), (false, 1L), (true, 0L)], decisions.Select(d => (d.GetProperty("allowed").GetBoolean(), d.GetProperty("retryAfterMs").GetInt64())));
        await Problem.Read(await limiter.Owner.PostAsJsonAsync($"{limiter.Path}/simulate", new { policy, hits = hits.Reverse().ToList() }), 400, "hits-not-ordered");
    }

    [Fact]
    public async Task A_person_sees_what_is_left_to_them()
    {
        using var client = app.CreateClient(new UserId(Guid.NewGuid()));
        await client.PostAsJsonAsync("/api/rate-limits/apps", new { name = "one" });
        var me = await client.GetFromJsonAsync<JsonElement>("/api/rate-limits/me");
        var write = me.GetProperty("policies").EnumerateArray().Single(p => p.GetProperty("name").GetString() == "write");
        Assert.Equal((120L, 59L), (write.GetProperty("limit").GetInt64(), write.GetProperty("remaining").GetInt64()));
    }
}
