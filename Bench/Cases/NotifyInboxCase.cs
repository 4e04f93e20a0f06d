using System.Net.Http.Headers;
using System.Text.Json;
using OrleansBackends.Bench.Hubs;
using OrleansBackends.Bench.Load;
using OrleansBackends.Bench.Processes;
using OrleansBackends.Bench.Report;

namespace OrleansBackends.Bench.Cases;

/// <summary>
/// One inbox open in two thousand windows, against a bare SignalR group that is sent the same bytes: each item and the counts after it. Calls are items
/// that all windows have.
/// </summary>
internal static class NotifyInboxCase
{
    private const int Windows = 2_000;
    private const int UnderWay = 8;

    private const string Subscriber = "ada";

    public static readonly BenchCase Live = new("notify-inbox-live", Run);

    private static async IAsyncEnumerable<Row> Run(InterleavedPairs pairs)
    {
        await using var postgres = await PostgresServer.StartNewAsync();
        await using var bare = await BareHub.Start();
        await using var product = await Product.InTwoProcesses(postgres);
        using var people = new AccountClient(product.Address);
        var owner = await people.SetUp(product.SetupTokenFile);
        var (app, key) = await MakeShop(product.Address, owner);
        var topic = $"notifications:inbox:{app}:{Subscriber}";

        await using var group = await Audience.Gather(Windows, "item", _ => new Uri(bare.Address, "/hub"), _ => Task.CompletedTask);
        await using var windows = await Audience.Gather(
            Windows, "item", _ => new Uri(product.Address, $"/hubs/live?access_token={owner}"), one => one.Invoke("Subscribe", topic, null));
        using var say = new JsonLoad(new Uri(bare.Address, "/say"), Events(topic), UnderWay);
        using var triggers = new JsonLoad(
            new Uri(product.Address, $"/api/notifications/apps/{app}/triggers"),
            $$$"""{"name":"note","to":[{"subscriberId":"{{{Subscriber}}}"}],"payload":{"order":4711}}""", UnderWay, key);
        yield return await pairs.Compare(
            $"inbox items in {Windows} windows",
            Side.Closed("bare SignalR group", UnderWay, _ => group.Tell(say.Post)),
            Side.Closed("POST trigger, watched inbox", UnderWay, _ => windows.Tell(triggers.Post)),
            new Goal(Ratio: 0.7));
    }

    /// <summary>Answers an application with a workflow of one inbox item, and a key of it.</summary>
    private static async Task<(string App, string Key)> MakeShop(Uri frontend, string token)
    {
        using var http = new HttpClient { BaseAddress = frontend };
        http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", token);
        using var created = await http.PostAsJsonAsync("/api/notifications/apps", new { name = "Shop" });
        created.EnsureSuccessStatusCode();
        var shop = await created.Content.ReadFromJsonAsync<JsonElement>();
        var app = shop.GetProperty("app").GetProperty("app").GetString()!;
        var workflow = $"/api/notifications/apps/{app}/workflows/note";
        var title = new { en = new { title = "Order {{ payload.order }} is on its way" } };
        using var saved = await http.PutAsJsonAsync(
            workflow, new { name = "Note", category = "notes", priority = "transactional", steps = new[] { new { id = "inbox", type = "inbox", templates = title } } });
        saved.EnsureSuccessStatusCode();
        using var published = await http.PostAsync(new Uri($"{workflow}/publish", UriKind.Relative), null);
        published.EnsureSuccessStatusCode();
        return (app, shop.GetProperty("key").GetProperty("key").GetString()!);
    }

    /// <summary>What a window gets for one item, as to form and size.</summary>
    private static string Events(string topic)
    {
        var item = new
        {
            id = $"{Guid.Empty:N}", title = "Order 4711 is on its way", actions = Array.Empty<string>(), workflow = "note", category = "notes", read = false, seen = false,
            archived = false, at = "2027-01-01T00:00:00.000Z",
        };
        object[] events =
        [
            new { topic, name = "item", position = "0123456789abcdef-12345", before = "0123456789abcdef-12344", data = (object)item },
            new { topic, name = "counts", position = "0123456789abcdef-12346", before = "0123456789abcdef-12345", data = (object)new { unread = 1000, unseen = 1000 } },
        ];
        return JsonSerializer.Serialize(events);
    }
}
