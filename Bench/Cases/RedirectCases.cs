using System.Net;
using System.Text.Json;
using OrleansBackends.Bench.Load;
using OrleansBackends.Bench.Processes;
using OrleansBackends.Bench.Report;

namespace OrleansBackends.Bench.Cases;

/// <summary>The cached redirect of a plain link against a bare Kestrel redirect; server and load share the machine alike on both sides.</summary>
internal static class RedirectCases
{
    private const int Connections = 32;

    public static readonly BenchCase Embedded = new("redirect-embedded", RunEmbedded);

    public static readonly BenchCase Client = new("redirect-client", RunClient);

    private static async IAsyncEnumerable<Row> RunEmbedded(InterleavedPairs pairs)
    {
        await using var frontend = await EmbeddedFrontend.Start();
        yield return await Compare(pairs, "cached redirect, embedded", frontend.Address, 0.90);
    }

    private static async IAsyncEnumerable<Row> RunClient(InterleavedPairs pairs)
    {
        await using var postgres = await PostgresServer.StartNewAsync();
        await using var cluster = await ProcessCluster.Start(postgres.ConnectionString, silos: 1, frontends: 1);
        yield return await Compare(pairs, "cached redirect, client frontend", cluster.Frontends[0].Address, 0.85);
    }

    private static async Task<Row> Compare(InterleavedPairs pairs, string what, Uri frontend, double goal)
    {
        await using var bare = await BareServer.Start();
        using var baseline = new HttpLoad(new Uri(bare.Address, "/aB3xY7q"), Connections, HttpStatusCode.Redirect);
        using var subject = new HttpLoad(new Uri(frontend, await Shorten(frontend)), Connections, HttpStatusCode.Redirect);
        return await pairs.Compare(
            what,
            Side.Closed("bare Kestrel", Connections, _ => baseline.Get()),
            Side.Closed("GET /{code}", Connections, _ => subject.Get()),
            new Goal(Ratio: goal));
    }

    private static async Task<string> Shorten(Uri frontend)
    {
        using var http = new HttpClient { BaseAddress = frontend };
        using var response = await http.PostAsJsonAsync("/api/links", new { url = "https://example.org/some/long/path?with=a&query=too" });
        response.EnsureSuccessStatusCode();
        var link = await response.Content.ReadFromJsonAsync<JsonElement>();
        return "/" + link.GetProperty("code").GetString();
    }
}
