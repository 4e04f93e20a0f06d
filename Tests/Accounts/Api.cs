using System.Net.Http.Json;
using System.Text.Json;

namespace OrleansBackends.Tests.Accounts;

/// <summary>Routes of Accounts, called and judged in one line.</summary>
internal static class Api
{
    public static Task<HttpResponseMessage> PostJsonAsync(this HttpClient client, string route, object? body) =>
        client.PostAsJsonAsync($"/api/accounts{route}", body ?? new { });

    public static Task<HttpResponseMessage> ReadAsync(this HttpClient client, string route) => client.GetAsync($"/api/accounts{route}");

    public static Task<HttpResponseMessage> RemoveAsync(this HttpClient client, string route) => client.DeleteAsync($"/api/accounts{route}");

    public static async Task<JsonElement> JsonAsync(this Task<HttpResponseMessage> call, int status = 200)
    {
        using var answer = await call;
        Assert.Equal(status, (int)answer.StatusCode);
        return await answer.Content.ReadFromJsonAsync<JsonElement>();
    }

    public static async Task IsAsync(this Task<HttpResponseMessage> call, int status)
    {
        using var answer = await call;
        Assert.Equal(status, (int)answer.StatusCode);
    }

    /// <summary>A problem of this status and code; answered for what else it says.</summary>
    public static async Task<JsonElement> IsRefusedAsync(this Task<HttpResponseMessage> call, int status, string code)
    {
        using var answer = await call;
        var body = await answer.Content.ReadFromJsonAsync<JsonElement>();
        Assert.Equal((status, code), ((int)answer.StatusCode, body.GetProperty("code").GetString()));
        Assert.Equal("application/problem+json", answer.Content.Headers.ContentType?.MediaType);
        return body;
    }

    /// <summary>What was cut is refused as soon as the feed has told this frontend. That this takes less than a second is measured by the clock of the shared cluster.</summary>
    public static async Task BecomesRefusedAsync(this HttpClient client, string route, string code)
    {
        await TestTime.Eventually(async () => !(await client.ReadAsync(route)).IsSuccessStatusCode, $"{route} answers no more");
        await client.ReadAsync(route).IsRefusedAsync(401, code);
    }

    public static string Text(this JsonElement json, string member) => json.GetProperty(member).GetString()!;
}
