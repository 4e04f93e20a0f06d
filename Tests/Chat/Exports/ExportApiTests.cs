using System.Net.Http.Json;
using System.Text.Json;

namespace OrleansBackends.Tests.Chat.Exports;

public sealed class ExportApiTests(AppFixture app)
{
    [Fact]
    public async Task The_owner_exports_a_room_line_by_line_once_an_hour()
    {
        var (ann, bob) = (await app.CreateUserAsync(), await app.CreateUserAsync());
        var room = (await ann.MakeRoom()).Text("id");
        await bob.Join(room);
        var root = await ann.Say(room, "first");
        await ann.Client.PatchAsJsonAsync($"/api/chat/rooms/{room}/messages/{root.Number("seq")}", new { text = "second" });
        await bob.Client.PostAsJsonAsync($"/api/chat/rooms/{room}/messages", new { text = "a reply", clientId = "r", replyTo = root.Number("seq") });
        var gone = await bob.Say(room, "secret");
        await bob.Client.DeleteAsync($"/api/chat/rooms/{room}/messages/{gone.Number("seq")}");
        await Problem.Read(await bob.Client.GetAsync($"/api/chat/rooms/{room}/export"), 403, "not-allowed");
        using var answer = await ann.Client.GetAsync($"/api/chat/rooms/{room}/export");
        Assert.Equal("application/x-ndjson", answer.Content.Headers.ContentType?.MediaType);
        var lines = Lines(await answer.Content.ReadAsStringAsync());
        Assert.Equal(["room", "member", "member", "message", "message", "message"], lines.Select(Name));
        var messages = lines.Skip(3).Select(line => line.GetProperty("message")).ToList();
        Assert.Equal(["second", "a reply", null], messages.Select(m => m.TryGetProperty("text", out var text) ? text.GetString() : null));
        Assert.Equal([ann.Username, bob.Username, bob.Username], messages.Select(m => m.GetProperty("by").Text("username")));
        await Problem.Read(await ann.Client.GetAsync($"/api/chat/rooms/{room}/export"), 429, "rate-limited");
    }

    [Fact]
    public async Task Everybody_exports_what_chat_holds_about_them()
    {
        var (ann, bob) = (await app.CreateUserAsync(), await app.CreateUserAsync());
        var room = (await ann.MakeRoom()).Text("id");
        await bob.Join(room);
        await ann.Say(room, $"hello <@{bob.Id}>");
        await bob.Say(room, "mine");
        await bob.Client.PutAsync($"/api/chat/me/saved/{room}/4", null);
        await bob.Client.PutAsync($"/api/chat/me/blocked/{ann.Id}", null);
        await TestTime.Eventually(async () => (await bob.Get("/api/chat/me/mentions")).GetProperty("items").GetArrayLength() == 1, "the mention arrives");
        var lines = Lines(await bob.Client.GetStringAsync("/api/chat/me/export"));
        Assert.Equal(["profile", "blocked", "saved", "mention", "message"], lines.Select(Name));
        Assert.Equal("mine", lines[^1].GetProperty("message").Text("text"));
    }

    private static string Name(JsonElement line) => Assert.Single(line.EnumerateObject()).Name;

    private static List<JsonElement> Lines(string text) =>
        [.. text.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => JsonSerializer.Deserialize<JsonElement>(line))];
}
