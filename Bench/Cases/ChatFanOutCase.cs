using System.Net.Http.Headers;
using System.Text.Json;
using OrleansBackends.Bench.Hubs;
using OrleansBackends.Bench.Load;
using OrleansBackends.Bench.Processes;
using OrleansBackends.Bench.Report;

namespace OrleansBackends.Bench.Cases;

/// <summary>A room that two thousand connections watch, against a bare SignalR group that is sent the same bytes. Calls are messages that all have heard.</summary>
internal static class ChatFanOutCase
{
    private const int Connections = 2_000;

    /// <summary>A user may have twenty connections.</summary>
    private const int Users = 100;

    /// <summary>Messages on their way at the same time.</summary>
    private const int Window = 8;

    public static readonly BenchCase FanOut = new("chat-fan-out", Run);

    private static async IAsyncEnumerable<Row> Run(InterleavedPairs pairs)
    {
        await using var postgres = await PostgresServer.StartNewAsync();
        await using var bare = await BareHub.Start();
        await using var product = await Product.InTwoProcesses(postgres);
        var frontend = product.Address;
        using var people = new AccountClient(frontend);
        var admin = await people.SetUp(product.SetupTokenFile);
        var room = await MakeRoom(frontend, admin);
        var members = new List<string>();
        for (var i = 0; i < Users; i++)
        {
            members.Add(await people.SignIn(await people.Register()));
            await Join(frontend, room, members[^1]);
        }

        await using var group = await Audience.Gather(Connections, "message", _ => new Uri(bare.Address, "/hub"), _ => Task.CompletedTask);
        await using var watchers = await Audience.Gather(
            Connections, "message", n => new Uri(frontend, $"/hubs/chat?access_token={members[n % Users]}"), one => one.Invoke("Subscribe", $"chat:room:{room}", null));
        using var say = new JsonLoad(new Uri(bare.Address, "/say"), $"[{Event(room)}]", Window);
        using var sends = new MessageLoad(Window, admin);
        var messages = new Uri(frontend, $"/api/chat/rooms/{room}/messages");
        yield return await pairs.Compare(
            $"messages heard by {Connections} connections",
            Side.Closed("bare SignalR group", Window, _ => group.Tell(say.Post)),
            Side.Closed("POST message, watched room", Window, _ => watchers.Tell(() => sends.Send(messages))),
            new Goal(Ratio: 0.9));
    }

    private static async Task<string> MakeRoom(Uri frontend, string token)
    {
        using var http = Client(frontend, token);
        using var made = await http.PostAsJsonAsync("/api/chat/rooms", new { name = "Everybody", visibility = "public" });
        made.EnsureSuccessStatusCode();
        return (await made.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("id").GetString()!;
    }

    private static async Task Join(Uri frontend, string room, string token)
    {
        using var http = Client(frontend, token);
        using var joined = await http.PostAsJsonAsync($"/api/chat/rooms/{room}/join", new { });
        joined.EnsureSuccessStatusCode();
    }

    private static HttpClient Client(Uri frontend, string token)
    {
        var http = new HttpClient { BaseAddress = frontend };
        http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", token);
        return http;
    }

    /// <summary>What a watcher of the room gets, as to form and size.</summary>
    private static string Event(string room) => JsonSerializer.Serialize(new
    {
        topic = $"chat:room:{room}",
        name = "message",
        position = "log-12345",
        before = "log-12344",
        data = new
        {
            seq = 12345,
            n = 12345,
            by = new { id = Guid.Empty, username = "admin", name = "admin" },
            at = "2027-01-01T00:00:00.000Z",
            text = "A message of a length that people write, more or less.",
            alsoInRoom = false,
        },
    });
}
