using System.Net;
using System.Net.Http.Json;
using System.Text.Json;

namespace OrleansBackends.Tests.Polls.Web;

public sealed class PollApiTests(AppFixture app)
{
    private readonly HttpClient owner = app.CreateClient(NewPolls.Somebody());

    [Fact]
    public async Task A_poll_is_made_opened_voted_on_closed_and_counted()
    {
        using var made = await owner.PostAsJsonAsync("/api/polls", new { title = "Where?", options = PollClient.Places.Select(text => new { text }), type = "choice" });
        Assert.Equal(HttpStatusCode.Created, made.StatusCode);
        Assert.Equal("\"v1\"", made.Headers.ETag!.Tag);
        var id = (await made.Content.ReadFromJsonAsync<JsonElement>()).Text("id");
        Assert.Equal($"/api/polls/{id}", made.Headers.Location!.OriginalString);
        Assert.Equal("draft", (await owner.GetFromJsonAsync<JsonElement>($"/api/polls/{id}")).Text("state"));
        await Problem.Read(await app.CreateClient().GetAsync($"/api/polls/{id}"), 404, "poll-not-found");
        await Problem.Read(await app.NewVoter().Choose(id, "o1"), 404, "poll-not-found");

        Assert.Equal(HttpStatusCode.OK, (await owner.PostAsync($"/api/polls/{id}/open", null)).StatusCode);
        foreach (var choice in (string[])["o1", "o2", "o2"])
        {
            using var cast = await app.NewVoter().Choose(id, choice);
            Assert.Equal(HttpStatusCode.Created, cast.StatusCode);
            Assert.Equal("\"v1\"", cast.Headers.ETag!.Tag);
        }

        using var closed = await owner.Close(id);
        Assert.Equal("closed", (await closed.Content.ReadFromJsonAsync<JsonElement>()).Text("state"));
        var results = await app.CreateClient().Results(id);
        Assert.Equal((3, true, "plurality"), (results.GetProperty("ballots").GetInt32(), results.GetProperty("final").GetBoolean(), results.Text("method")));
        Assert.Equal("o2", results.GetProperty("winners")[0].GetString());
        Assert.Equal([1, 2, 0], results.GetProperty("tallies").EnumerateArray().Select(tally => tally.GetProperty("count").GetInt32()));
        var audit = await app.CreateClient().GetFromJsonAsync<JsonElement>($"/api/polls/{id}/audit");
        Assert.Equal(64, audit.Text("seed").Length);
        await Problem.Read(await app.NewVoter().Choose(id, "o1"), 410, "poll-closed");
    }

    [Theory]
    [InlineData("""{"title":"x"}""", 400, "invalid-request", "options")]
    [InlineData("""{"title":"x","options":[{"text":"a"},{"text":"b"}],"colour":"red"}""", 400, "invalid-request", "colour")]
    [InlineData("""{"title":"x","options":[{"text":"a"},{"text":"b"}],"type":"guess"}""", 400, "invalid-request", "type")]
    [InlineData("""{"title":"","options":[{"text":"a"},{"text":"b"}]}""", 400, "invalid-request", "title")]
    [InlineData("""{"title":"x","options":[{"text":"a"}]}""", 422, "options-count", "options")]
    [InlineData("""{"title":"x","options":[{"text":"a"},{"text":"b"}],"max":3}""", 422, "min-max", "max")]
    [InlineData("""{"title":"x","options":[{"text":"a"},{"text":"b"}],"method":"stv"}""", 422, "method-does-not-fit", "method")]
    [InlineData("""{"title":"x","options":[{"text":"a"},{"text":"b"}],"privacy":"secret","allowWithdraw":true}""", 422, "secret-no-change", "allowChange")]
    [InlineData("""{"title":"x","options":[{"text":"a","capacity":2},{"text":"b"}],"type":"approval"}""", 422, "capacity-needs-choice", "options")]
    [InlineData("""{"title":"x","options":[{"text":"a"},{"text":"b"}],"closesAt":"2020-01-01T00:00:00Z"}""", 422, "times", "closesAt")]
    [InlineData("""{"title":"x","options":[{"text":"a"},{"text":"b"}],"zone":"Nowhere"}""", 400, "unknown-zone", "zone")]
    public async Task What_makes_no_poll_says_why(string body, int status, string code, string member)
    {
        using var refused = await owner.PostAsync("/api/polls", Problem.Json(body));
        Assert.Equal(member, (await Problem.Read(refused, status, code)).Text("member"));
    }

    [Fact]
    public async Task An_edit_needs_the_version_it_is_meant_for()
    {
        var id = (await owner.MakePoll()).Text("id");
        await Problem.Read(await owner.PatchAsJsonAsync($"/api/polls/{id}", new { title = "x" }), 428, "if-match-required");
        await Problem.Read(await Patch(id, new { title = "x" }, "\"v7\""), 412, "stale");
        using var changed = await Patch(id, new { title = "x", max = 2, closesAt = (string?)null }, "\"v1\"");
        Assert.Equal("\"v2\"", changed.Headers.ETag!.Tag);
        await owner.PostAsync($"/api/polls/{id}/open", null);
        await Problem.Read(await Patch(id, new { max = 1 }, "\"v3\""), 409, "definition-fixed");
        await Problem.Read(await app.CreateClient(NewPolls.Somebody()).PostAsync($"/api/polls/{id}/close", null), 404, "poll-not-found");
    }

    [Fact]
    public async Task A_repeat_with_its_key_finds_the_first_poll()
    {
        owner.DefaultRequestHeaders.Add("Idempotency-Key", Guid.NewGuid().ToString());
        var (first, again) = ((await owner.MakePoll()).Text("id"), (await owner.MakePoll()).Text("id"));
        Assert.Equal(first, again);
        using var other = await owner.PostAsJsonAsync("/api/polls", new { title = "Other", options = PollClient.Places.Select(text => new { text }) });
        await Problem.Read(other, 422, "idempotency-key-reused");
    }

    [Fact]
    public async Task A_deleted_poll_is_not_there()
    {
        var id = await owner.OpenPoll();
        await app.NewVoter().Choose(id, "o1");
        Assert.Equal(HttpStatusCode.NoContent, (await owner.DeleteAsync($"/api/polls/{id}")).StatusCode);
        Assert.Equal(HttpStatusCode.NoContent, (await owner.DeleteAsync($"/api/polls/{id}")).StatusCode);
        await Problem.Read(await owner.GetAsync($"/api/polls/{id}"), 404, "poll-not-found");
        await Problem.Read(await app.CreateClient().GetAsync($"/api/polls/{id}/results"), 404, "poll-not-found");
        await Problem.Read(await app.CreateClient().GetAsync("/api/polls/not-an-id"), 404, "poll-not-found");
    }

    [Fact]
    public async Task Lists_show_what_is_public_own_and_voted()
    {
        var word = $"w{Guid.NewGuid():N}";
        var user = await app.CreateUserAsync();
        var open = await user.Client.OpenPoll(new { title = $"Public {word}" });
        var hidden = await user.Client.OpenPoll(new { title = $"Hidden {word}", listed = false });
        var named = await user.Client.OpenPoll(new { title = $"Named {word}", strength = "account", privacy = "named" });
        await user.Client.Choose(named, "o1");
        Assert.Equal([named, open], await Ids(app.CreateClient(), $"?q={word}"));
        Assert.Equal([named, hidden, open], await Ids(user.Client, "?mine=true"));
        Assert.Equal([named], await Ids(user.Client, "?voted=true"));
        Assert.Empty(await Ids(app.CreateClient(), $"?q={word}&state=closed"));
        await Problem.Read(await app.CreateClient().GetAsync("/api/polls?mine=true"), 401, "unauthenticated");
        await Problem.Read(await app.CreateClient().GetAsync("/api/polls?state=new"), 400, "invalid-request");
        var voters = await app.CreateClient().GetFromJsonAsync<JsonElement>($"/api/polls/{named}/voters");
        var voter = Assert.Single(voters.GetProperty("items").EnumerateArray());
        Assert.Equal((user.Id.ToString(), "o1"), (voter.Text("user"), voter.GetProperty("ballot").GetProperty("choices")[0].GetString()));
        await Problem.Read(await app.CreateClient().GetAsync($"/api/polls/{open}/voters"), 403, "forbidden");
        await Problem.Read(await user.Client.GetAsync($"/api/polls/{open}/voters"), 409, "poll-not-closed");
    }

    [Fact]
    public async Task Comments_are_written_listed_and_deleted()
    {
        var id = await owner.OpenPoll();
        using var made = await owner.PostAsJsonAsync($"/api/polls/{id}/comments", new { text = "Bring a coat." });
        Assert.Equal(HttpStatusCode.Created, made.StatusCode);
        var comment = (await made.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("id").GetInt64();
        await Problem.Read(await app.CreateClient().PostAsJsonAsync($"/api/polls/{id}/comments", new { text = "x" }), 401, "unauthenticated");
        var listed = (await app.CreateClient().GetFromJsonAsync<JsonElement>($"/api/polls/{id}/comments")).GetProperty("items");
        Assert.Equal("Bring a coat.", Assert.Single(listed.EnumerateArray()).Text("text"));
        await Problem.Read(await app.CreateClient(NewPolls.Somebody()).DeleteAsync($"/api/polls/{id}/comments/{comment}"), 404, "comment-not-found");
        Assert.Equal(HttpStatusCode.NoContent, (await owner.DeleteAsync($"/api/polls/{id}/comments/{comment}")).StatusCode);
    }

    private static async Task<IReadOnlyList<string>> Ids(HttpClient client, string query) =>
        [.. (await client.GetFromJsonAsync<JsonElement>($"/api/polls{query}")).GetProperty("items").EnumerateArray().Select(poll => poll.Text("id"))];

    private async Task<HttpResponseMessage> Patch(string id, object body, string version)
    {
        using var request = new HttpRequestMessage(HttpMethod.Patch, $"/api/polls/{id}") { Content = JsonContent.Create(body) };
        request.Headers.TryAddWithoutValidation("If-Match", version);
        return await owner.SendAsync(request);
    }
}
