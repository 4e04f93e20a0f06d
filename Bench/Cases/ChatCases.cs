using System.Net.Http.Headers;
using System.Text.Json;
using OrleansBackends.Bench.Load;
using OrleansBackends.Bench.Processes;
using OrleansBackends.Bench.Report;

namespace OrleansBackends.Bench.Cases;

/// <summary>Durable messages through HTTP, a frontend and a silo, in two processes and in one, against a bare endpoint with one INSERT a request on the same PostgreSQL.</summary>
internal static class ChatCases
{
    private const int Senders = 64;

    public static readonly BenchCase Sends = new("chat-send", pairs => Run(pairs, Product.InTwoProcesses, "two processes"));

    public static readonly BenchCase SendsOfOne = new("chat-send-one-process", pairs => Run(pairs, Product.InOneProcess, "one process"));

    private static async IAsyncEnumerable<Row> Run(InterleavedPairs pairs, Func<PostgresServer, Task<Product>> start, string processes)
    {
        await using var postgres = await PostgresServer.StartNewAsync();
        await using var naive = await NaiveChat.Start(postgres.ConnectionString);
        await using var product = await start(postgres);
        var frontend = product.Address;
        using var people = new AccountClient(frontend);
        var token = await people.SetUp(product.SetupTokenFile);
        var rooms = await MakeRooms(frontend, token, Senders);

        using var inserts = new MessageLoad(Senders);
        using var sends = new MessageLoad(Senders, token);
        var baseline = Side.Closed($"naive POST, {Senders} senders", Senders, sender => inserts.Send(new Uri(naive.Address, $"/rooms/{sender}/messages")));
        yield return await pairs.Compare(
            $"messages to as many rooms, {processes}", baseline, Side.Closed($"POST message, {Senders} rooms", Senders, sender => sends.Send(rooms[sender])), new Goal(Ratio: 3.5));
        yield return await pairs.Compare(
            $"messages to one room, {processes}", baseline, Side.Closed("POST message, one room", Senders, _ => sends.Send(rooms[0])), new Goal(Ratio: 3.5));
    }

    private static async Task<IReadOnlyList<Uri>> MakeRooms(Uri frontend, string token, int count)
    {
        using var http = new HttpClient { BaseAddress = frontend };
        http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", token);
        var rooms = new List<Uri>();
        for (var i = 0; i < count; i++)
        {
            using var made = await http.PostAsJsonAsync("/api/chat/rooms", new { name = $"Room {i}" });
            made.EnsureSuccessStatusCode();
            var room = await made.Content.ReadFromJsonAsync<JsonElement>();
            rooms.Add(new Uri(frontend, $"/api/chat/rooms/{room.GetProperty("id").GetString()}/messages"));
        }

        return rooms;
    }
}
