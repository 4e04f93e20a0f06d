using System.Net.Http.Json;
using System.Text.Json;
using OrleansBackends.WebFrontend.Common;

namespace OrleansBackends.Tests.Notifications.Web;

/// <summary>An application of somebody's own, and a program that holds a key of it.</summary>
internal sealed record AppUnderTest(string App, HttpClient Owner, HttpClient Program, string Key)
{
    public string Path => $"/api/notifications/apps/{App}";

    public static async Task<AppUnderTest> CreateAsync(AppFixture app)
    {
        var owner = app.CreateClient(new UserId(Guid.NewGuid()));
        var created = await owner.PostAsJsonAsync("/api/notifications/apps", new { name = "Shop" }).Answer(201);
        var (name, key) = (created.GetProperty("app").Text("app"), created.GetProperty("key").Text("key"));
        return new AppUnderTest(name, owner, app.WithKey(key), key);
    }
}

internal static class NotifyHttp
{
    /// <summary>A program with a key; nobody is signed in.</summary>
    public static HttpClient WithKey(this AppFixture app, string key)
    {
        var program = app.CreateClient();
        program.DefaultRequestHeaders.Add(CurrentKey.Header, key);
        return program;
    }

    public static string Text(this JsonElement json, string member) => json.GetProperty(member).GetString()!;

    /// <summary>The body of an answer that has this status; undefined where it has none.</summary>
    public static async Task<JsonElement> Answer(this Task<HttpResponseMessage> call, int status)
    {
        using var answer = await call;
        var body = await answer.Content.ReadAsStringAsync();
        Assert.True((int)answer.StatusCode == status, $"{(int)answer.StatusCode}: {body}");
        return body.Length == 0 ? default : JsonSerializer.Deserialize<JsonElement>(body);
    }

    public static async Task<JsonElement> Refused(this Task<HttpResponseMessage> call, int status, string code)
    {
        using var answer = await call;
        return await Problem.Read(answer, status, code);
    }
}
