using System.Net;
using System.Text.Json;

namespace OrleansBackends.Tests.Web;

public sealed class RequestTests(ProbeApp app) : IClassFixture<ProbeApp>
{
    private const string Body = """{"name":"a","size":1}""";

    [Theory]
    [InlineData("", 20)]
    [InlineData("?limit=1", 1)]
    [InlineData("?limit=100", 100)]
    public async Task A_page_has_1_to_100_items_and_20_by_default(string query, int limit)
    {
        using var client = app.CreateClient();
        Assert.Equal(limit, JsonSerializer.Deserialize<JsonElement>(await client.GetStringAsync($"/api/probes/page{query}")).GetProperty("limit").GetInt32());
    }

    [Theory]
    [InlineData("?limit=0")]
    [InlineData("?limit=101")]
    [InlineData("?limit=-1")]
    [InlineData("?limit=ten")]
    [InlineData("?limit=1&limit=2")]
    [InlineData("?limit=")]
    public async Task Another_limit_is_400(string query)
    {
        using var client = app.CreateClient();
        var problem = await Problem.Read(await client.GetAsync($"/api/probes/page{query}"), 400, "invalid-request");
        Assert.Equal("limit", problem.GetProperty("member").GetString());
    }

    [Theory]
    [InlineData("\"v3\"", "3")]
    [InlineData("*", "null")]
    public async Task If_Match_names_a_version(string header, string version)
    {
        using var answer = await Put("/api/probes/edited", header);
        Assert.Equal($$"""{"version":{{version}}}""", await answer.Content.ReadAsStringAsync());
    }

    [Theory]
    [InlineData("v3")]
    [InlineData("W/\"v3\"")]
    [InlineData("\"3\"")]
    [InlineData("\"v\"")]
    [InlineData("\"v-1\"")]
    [InlineData("\"v1\", \"v2\"")]
    public async Task A_malformed_If_Match_is_400(string header) =>
        await Problem.Read(await Put("/api/probes/maybe-edited", header), 400, "invalid-request");

    [Fact]
    public async Task A_missing_If_Match_is_428_where_it_is_required()
    {
        await Problem.Read(await Put("/api/probes/edited", null), 428, "if-match-required");
        Assert.Equal(HttpStatusCode.OK, (await Put("/api/probes/maybe-edited", null)).StatusCode);
    }

    [Fact]
    public async Task An_answer_that_can_be_edited_carries_its_ETag_and_place()
    {
        using var client = app.CreateClient();
        using var answer = await client.PostAsync("/api/probes", Problem.Json(Body));
        Assert.Equal(HttpStatusCode.Created, answer.StatusCode);
        Assert.Equal("\"v3\"", answer.Headers.ETag?.ToString());
        Assert.Equal("/api/probes/a", answer.Headers.Location?.ToString());
    }

    [Fact]
    public async Task A_key_names_the_same_operation_for_the_same_caller_only()
    {
        var (one, other) = (new UserId(Guid.NewGuid()), new UserId(Guid.NewGuid()));
        var first = await Operation(one, "key-1", Body);
        Assert.Equal(first, await Operation(one, "key-1", Body));
        Assert.NotEqual(first.Id, (await Operation(one, "key-2", Body)).Id);
        Assert.NotEqual(first.Id, (await Operation(other, "key-1", Body)).Id);
        var another = await Operation(one, "key-1", """{"name":"b","size":1}""");
        Assert.Equal(first.Id, another.Id);
        Assert.NotEqual(first.BodyHash, another.BodyHash);
    }

    [Theory]
    [InlineData(null)]
    [InlineData("short-one")]
    [InlineData("sixteen characters with spaces")]
    public async Task A_missing_or_weak_key_of_a_stranger_is_400(string? key)
    {
        using var client = app.CreateClient();
        await Problem.Read(await PostOnce(client, key, Body), 400, "invalid-request");
    }

    [Fact]
    public async Task A_key_has_at_most_255_characters()
    {
        using var client = app.CreateClient();
        await Problem.Read(await PostOnce(client, new string('k', 256), Body), 400, "invalid-request");
        Assert.Equal(HttpStatusCode.OK, (await PostOnce(client, new string('k', 255), Body)).StatusCode);
    }

    [Theory]
    [InlineData("10.1.2.3", "10.1.2.3")]
    [InlineData("6.6.6.6, 10.1.2.4", "10.1.2.4")]
    [InlineData("10.1.2.5, 127.0.0.9", "10.1.2.5")]
    [InlineData("::ffff:10.1.2.6", "10.1.2.6")]
    [InlineData("2001:db8:1:2:3:4:5:6", "2001:db8:1:2::/64")]
    public async Task An_address_is_believed_as_far_as_the_known_proxies_reach(string forwarded, string key)
    {
        using var client = app.CreateClient();
        client.DefaultRequestHeaders.Remove("X-Forwarded-For");
        client.DefaultRequestHeaders.Add("X-Forwarded-For", forwarded);
        Assert.Equal($"\"{key}\"", await client.GetStringAsync("/api/probes/address"));
    }

    [Theory]
    [InlineData("https://app.example", true)]
    [InlineData("https://evil.example", false)]
    public async Task Only_configured_sites_may_call_across_origins(string origin, bool allowed)
    {
        using var client = app.CreateClient();
        client.DefaultRequestHeaders.Add("Origin", origin);
        using var answer = await client.GetAsync("/api/probes/page");
        Assert.Equal(allowed, answer.Headers.Contains("Access-Control-Allow-Origin"));
        using var page = await client.GetAsync("/robots.txt");
        Assert.False(page.Headers.Contains("Access-Control-Allow-Origin"));
    }

    private async Task<HttpResponseMessage> Put(string path, string? ifMatch)
    {
        using var client = app.CreateClient();
        var request = new HttpRequestMessage(HttpMethod.Put, path);
        if (ifMatch is not null)
        {
            request.Headers.TryAddWithoutValidation("If-Match", ifMatch);
        }

        return await client.SendAsync(request);
    }

    private async Task<(string? Id, string? BodyHash)> Operation(UserId user, string key, string body)
    {
        using var client = app.CreateClient(user);
        using var answer = await PostOnce(client, key, body);
        var operation = JsonSerializer.Deserialize<JsonElement>(await answer.Content.ReadAsStringAsync()).GetProperty("operation");
        return (operation.GetProperty("value").GetString(), operation.GetProperty("bodyHash").GetString());
    }

    private static async Task<HttpResponseMessage> PostOnce(HttpClient client, string? key, string body)
    {
        var request = new HttpRequestMessage(HttpMethod.Post, "/api/probes/once") { Content = Problem.Json(body) };
        if (key is not null)
        {
            request.Headers.TryAddWithoutValidation("Idempotency-Key", key);
        }

        return await client.SendAsync(request);
    }
}
