using System.Net;
using System.Net.Http.Json;
using System.Text.Json;

namespace OrleansBackends.Tests.RateLimits.Web;

/// <summary>An application of its own for each test: its owner, and a program with its key.</summary>
internal sealed record LimiterClient(HttpClient Owner, HttpClient Client, string Id)
{
    public string Path => $"/api/rate-limits/apps/{Id}";

    public static async Task<LimiterClient> Create(AppFixture app)
    {
        var owner = app.CreateClient(new UserId(Guid.NewGuid()));
        using var created = await owner.PostAsJsonAsync("/api/rate-limits/apps", new { name = "shop" });
        Assert.Equal(HttpStatusCode.Created, created.StatusCode);
        var body = await created.Content.ReadFromJsonAsync<JsonElement>();
        var client = app.CreateClient();
        client.DefaultRequestHeaders.Add("X-Api-Key", body.GetProperty("key").GetString());
        return new LimiterClient(owner, client, body.GetProperty("id").GetString()!);
    }

    public async Task Put(string name, object policy)
    {
        using var put = await Send(name, policy, "If-None-Match", "*");
        Assert.Equal(HttpStatusCode.Created, put.StatusCode);
    }

    public async Task<HttpResponseMessage> Send(string name, object policy, string? condition = null, string? tag = null)
    {
        using var request = new HttpRequestMessage(HttpMethod.Put, $"{Path}/policies/{name}") { Content = JsonContent.Create(policy) };
        if (condition is not null)
        {
            request.Headers.TryAddWithoutValidation(condition, tag);
        }

        return await Owner.SendAsync(request);
    }

    public Task<HttpResponseMessage> Post(string path, object body) => Client.PostAsJsonAsync($"/api/rate-limits/{path}", body);

    public async Task<JsonElement> Check(string subject, params (string Policy, int Cost)[] checks)
    {
        using var answer = await Post("check", new { subject, checks = checks.Select(c => new { policy = c.Policy, cost = c.Cost }) });
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        return await answer.Content.ReadFromJsonAsync<JsonElement>();
    }
}
