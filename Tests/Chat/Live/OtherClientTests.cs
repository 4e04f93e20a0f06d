using System.Net.Http.Json;
using System.Text.Json;

namespace OrleansBackends.Tests.Chat.Live;

/// <summary>The hub, the resync and the event stream as clients of npm use them.</summary>
public sealed class OtherClientTests(AppFixture app)
{
    [Theory]
    [InlineData("WebSockets")]
    [InlineData("ServerSentEvents")]
    [InlineData("LongPolling")]
    public async Task The_client_of_npm_sends_and_sees_every_number(string transport)
    {
        var ann = await app.CreateUserAsync();
        var room = (await ann.MakeRoom()).Text("id");
        await ann.Say(room, "before it came");
        await using var client = NodeProgram.Start("chat-client.js");
        await client.WriteLine(JsonSerializer.Serialize(new { url = $"{new Uri(app.Server, "/hubs/chat")}", token = ann.AccessToken, transport, room, after = 1, send = 5 }));
        var seen = JsonSerializer.Deserialize<JsonElement>(await client.ReadLine());
        Assert.Equal([2, 3, 4, 5, 6, 7, 8], seen.GetProperty("events").EnumerateArray().Select(e => e.GetInt64()));
        Assert.Equal([4, 5, 6, 7, 8], seen.GetProperty("acknowledged").EnumerateArray().Select(e => e.GetInt64()));
        Assert.Equal(4, seen.Number("repeated"));
    }

    [Fact]
    public async Task The_event_source_of_npm_misses_nothing_although_its_connection_is_lost()
    {
        var ann = await app.CreateUserAsync();
        var room = (await ann.MakeRoom()).Text("id");
        await using var client = NodeProgram.Start("chat-events.js");
        var url = new Uri(app.Server, $"/api/live/chat:room:{room}?after=log-0");
        await client.WriteLine(JsonSerializer.Serialize(new { url, token = ann.AccessToken, lose = 2, count = 6 }));
        Assert.Equal("lost", await client.ReadLine());
        await ann.Say(room, "while it is away");
        await ann.Client.PatchAsJsonAsync($"/api/chat/rooms/{room}/messages/3", new { text = "changed" });
        await ann.Client.PutAsync($"/api/chat/rooms/{room}/messages/3/reactions/👍", null);
        await ann.Client.DeleteAsync($"/api/chat/rooms/{room}/messages/3");
        var seen = JsonSerializer.Deserialize<JsonElement>(await client.ReadLine());
        Assert.Equal(
            ["log-1 room", "log-2 member", "log-3 message", "log-4 edit", "log-5 reaction", "log-6 delete"],
            seen.GetProperty("events").EnumerateArray().Select(e => $"{e[0].GetString()} {e[1].GetString()}"));
        Assert.Equal(2, seen.Number("connections"));
    }
}
