using System.Net.Http.Json;
using System.Text.Json;

namespace OrleansBackends.Tests.Polls.Web;

/// <summary>Polls over HTTP.</summary>
internal static class PollClient
{
    public static readonly string[] Places = ["Lake", "Hills", "Sea"];
    public static readonly string[] Ids = ["o1", "o2", "o3"];

    /// <summary>An open poll; <paramref name="more"/> are members beside title and options.</summary>
    public static async Task<string> OpenPoll(this HttpClient owner, object? more = null) => (await owner.MakePoll(more, open: true)).Text("id");

    public static async Task<JsonElement> MakePoll(this HttpClient owner, object? more = null, bool open = false)
    {
        var body = JsonSerializer.SerializeToNode(more ?? new { }, JsonSerializerOptions.Web)!.AsObject();
        body.TryAdd("title", "Where shall we go?");
        body.TryAdd("options", JsonSerializer.SerializeToNode(Places.Select(text => new { text })));
        body.TryAdd("open", open);
        using var answer = await owner.PostAsJsonAsync("/api/polls", body);
        Assert.True(answer.IsSuccessStatusCode, await answer.Content.ReadAsStringAsync());
        return await answer.Content.ReadFromJsonAsync<JsonElement>();
    }

    public static Task<HttpResponseMessage> Vote(this HttpClient voter, string poll, object ballot) => voter.PutAsJsonAsync($"/api/polls/{poll}/ballot", ballot);

    public static Task<HttpResponseMessage> Choose(this HttpClient voter, string poll, params string[] choices) => voter.Vote(poll, new { choices });

    public static Task<JsonElement> Results(this HttpClient client, string poll, string query = "") =>
        client.GetFromJsonAsync<JsonElement>($"/api/polls/{poll}/results{query}");

    /// <summary>Somebody with a voter token of their own.</summary>
    public static HttpClient NewVoter(this AppFixture app)
    {
        var voter = app.CreateClient();
        voter.DefaultRequestHeaders.Add("Voter-Token", Convert.ToBase64String(Guid.NewGuid().ToByteArray()).TrimEnd('=').Replace('+', '-').Replace('/', '_'));
        return voter;
    }

    public static string Text(this JsonElement json, string member) => json.GetProperty(member).GetString()!;

    public static async Task<HttpResponseMessage> Close(this HttpClient owner, string poll)
    {
        var closed = await owner.PostAsync($"/api/polls/{poll}/close", null);
        Assert.True(closed.IsSuccessStatusCode, await closed.Content.ReadAsStringAsync());
        return closed;
    }
}
