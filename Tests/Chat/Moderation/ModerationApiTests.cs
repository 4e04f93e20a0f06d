using System.Net;
using System.Net.Http.Json;

namespace OrleansBackends.Tests.Chat.Moderation;

public sealed class ModerationApiTests(AppFixture app)
{
    [Fact]
    public async Task A_report_is_filed_read_and_resolved()
    {
        var (ann, bob) = (await app.CreateUserAsync(), await app.CreateUserAsync());
        var room = (await ann.MakeRoom()).Text("id");
        await bob.Join(room);
        var message = await ann.Say(room, "hello");
        var path = $"/api/chat/rooms/{room}/messages/{message.Number("seq")}/reports";
        var filed = await ChatRequests.Read(await bob.Client.PostAsJsonAsync(path, new { reason = "spam", note = "look" }));
        await Problem.Read(await bob.Client.PostAsJsonAsync(path, new { reason = "spam" }), 409, "already-reported");
        await Problem.Read(await bob.Client.PostAsJsonAsync(path, new { reason = "word-filter" }), 400, "invalid-request");
        await Problem.Read(await bob.Client.GetAsync($"/api/chat/rooms/{room}/reports"), 403, "not-allowed");
        var report = Assert.Single((await ann.Get($"/api/chat/rooms/{room}/reports?open=true")).GetProperty("items").EnumerateArray());
        Assert.Equal(("hello", "spam", bob.Username), (report.Text("text"), report.Text("reason"), report.GetProperty("by").Text("username")));
        var resolve = $"/api/chat/rooms/{room}/reports/{filed.Number("n")}/resolve";
        using var resolved = await ann.Client.PostAsJsonAsync(resolve, new { action = "delete" });
        Assert.Equal(HttpStatusCode.NoContent, resolved.StatusCode);
        await Problem.Read(await ann.Client.PostAsJsonAsync(resolve, new { action = "dismiss" }), 409, "report-resolved");
        await Problem.Read(await ann.Client.PostAsJsonAsync($"/api/chat/rooms/{room}/reports/99/resolve", new { action = "dismiss" }), 404, "report-not-found");
        var audit = (await ann.Get($"/api/chat/rooms/{room}/audit")).GetProperty("items");
        Assert.Equal(["resolve", "made"], audit.EnumerateArray().Select(a => a.Text("act")));
        await Problem.Read(await bob.Client.GetAsync($"/api/chat/rooms/{room}/audit"), 403, "not-allowed");
    }

    [Fact]
    public async Task A_blocked_word_is_refused_by_its_code()
    {
        var ann = await app.CreateUserAsync();
        var room = (await ann.MakeRoom()).Text("id");
        var words = new { words = new[] { new { pattern = "bad*", action = "block" } } };
        Assert.Equal("bad*", (await ChatRequests.Read(await ann.Client.PutAsJsonAsync($"/api/chat/rooms/{room}/words", words))).GetProperty("words")[0].Text("pattern"));
        Assert.Equal("block", (await ann.Get($"/api/chat/rooms/{room}/words")).GetProperty("words")[0].Text("action"));
        await Problem.Read(await ann.Client.PostAsJsonAsync($"/api/chat/rooms/{room}/messages", new { text = "Badly", clientId = "a" }), 422, "word-blocked");
        await Problem.Read(
            await ann.Client.PutAsJsonAsync($"/api/chat/rooms/{room}/words", new { words = new[] { new { pattern = "a b", action = "mask" } } }), 422, "setting-invalid");
    }
}
