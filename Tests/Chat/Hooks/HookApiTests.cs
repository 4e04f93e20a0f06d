using System.Net;
using System.Net.Http.Json;
using System.Text.Json;

namespace OrleansBackends.Tests.Chat.Hooks;

public sealed class HookApiTests(AppFixture app)
{
    [Fact]
    public async Task Whoever_has_the_address_posts_into_the_room()
    {
        var ann = await app.CreateUserAsync();
        var room = (await ann.MakeRoom()).Text("id");
        var made = await ChatRequests.Read(await ann.Client.PostAsJsonAsync($"/api/chat/rooms/{room}/hooks", new { name = "Builds" }));
        var path = new Uri(made.Text("url")).AbsolutePath;
        using var program = app.CreateClient();
        program.DefaultRequestHeaders.Add("Idempotency-Key", "build-1-of-this-test");
        using var first = await program.PostAsJsonAsync(path, new { text = "green" });
        using var again = await program.PostAsJsonAsync(path, new { text = "green" });
        Assert.Equal((HttpStatusCode.Created, HttpStatusCode.OK), (first.StatusCode, again.StatusCode));
        Assert.Equal(await first.Content.ReadAsStringAsync(), await again.Content.ReadAsStringAsync());
        await Problem.Read(await program.PostAsJsonAsync(path, new { text = "red" }), 422, "idempotency-key-reused");
        var message = Assert.Single((await ann.Get($"/api/chat/rooms/{room}/messages")).GetProperty("items").EnumerateArray());
        Assert.Equal(("green", "Builds", made.Text("id")), message.GetProperty("by") is var by ? (message.Text("text"), by.Text("name"), by.Text("hook")) : default);
        var live = (await ann.Get($"/api/chat/rooms/{room}/events?after=3")).GetProperty("events")[0];
        Assert.Equal(("message", "Builds", made.Text("id")), live.GetProperty("data").GetProperty("by") is var b ? (live.Text("name"), b.Text("name"), b.Text("hook")) : default);
        Assert.False(message.GetProperty("by").TryGetProperty("id", out _));
    }

    [Fact]
    public async Task Whom_a_program_mentions_reads_its_name()
    {
        var ann = await app.CreateUserAsync();
        var room = (await ann.MakeRoom()).Text("id");
        var made = await ChatRequests.Read(await ann.Client.PostAsJsonAsync($"/api/chat/rooms/{room}/hooks", new { name = "Builds" }));
        using var program = app.CreateClient();
        await ChatRequests.Read(await program.PostAsJsonAsync(new Uri(made.Text("url")).AbsolutePath, new { text = $"red, <@{ann.Id}>" }));
        var by = default(JsonElement);
        await TestTime.Eventually(
            async () => (await ann.Get("/api/chat/me/mentions")).GetProperty("items").EnumerateArray().ToList() is [var mention] && mention.TryGetProperty("by", out by),
            "the mention arrives");
        Assert.Equal(("Builds", made.Text("id"), false), (by.Text("name"), by.Text("hook"), by.TryGetProperty("id", out _)));
    }

    [Fact]
    public async Task An_address_that_ended_is_not_there_and_is_never_told_again()
    {
        var ann = await app.CreateUserAsync();
        var room = (await ann.MakeRoom()).Text("id");
        var made = await ChatRequests.Read(await ann.Client.PostAsJsonAsync($"/api/chat/rooms/{room}/hooks", new { name = "Builds" }));
        var path = new Uri(made.Text("url")).AbsolutePath;
        Assert.DoesNotContain(path, (await ann.Get($"/api/chat/rooms/{room}/hooks")).GetRawText(), StringComparison.Ordinal);
        await ann.Client.DeleteAsync($"/api/chat/rooms/{room}/hooks/{made.Text("id")}");
        using var program = app.CreateClient();
        await Problem.Read(await program.PostAsJsonAsync(path, new { text = "green" }), 404, "hook-not-found");
        await Problem.Read(await program.PostAsJsonAsync("/api/chat/hooks/nonsense/nonsense", new { text = "green" }), 404, "hook-not-found");
        await Problem.Read(await program.PostAsync(path, Problem.Json("{}")), 400, "invalid-request");
    }
}
