using System.Text.Json;

namespace OrleansBackends.Tests.Chat.Live;

/// <summary>The hub and the resync as the npm client <c>@microsoft/signalr</c> uses them, over each of its transports.</summary>
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
}
