using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using OrleansBackends.Bench.Load;
using OrleansBackends.Bench.Processes;
using OrleansBackends.Bench.Report;
using OrleansBackends.Bench.Subjects;

namespace OrleansBackends.Bench.Cases;

/// <summary>Checks of another application over HTTP: against a bare POST, against a grain call each, and a hundred in one request.</summary>
internal static class RateLimitCheckCases
{
    private const int Connections = 32;
    private const int Items = 100;
    private const string Check = """{"subject":"ann","checks":[{"policy":"calls"}]}""";

    public static readonly BenchCase Checks = new("limit-check", Run);

    private static async IAsyncEnumerable<Row> Run(InterleavedPairs pairs)
    {
        var port = FreePort.Next();
        await using var bare = ServerProcess.Start("OrleansBackends.Bench", port, [new("ASPNETCORE_URLS", $"http://127.0.0.1:{port}")], "serve", "bare");
        await bare.Ready();
        await using var frontend = await EmbeddedFrontend.StartLimited("rate-limits-check", LimitPolicyRules.MaxLimit);
        var key = await Prepare(frontend);

        var batch = $$"""{"items":[{{string.Join(',', Enumerable.Repeat(Check, Items))}}]}""";
        using var posts = new JsonLoad(new Uri(bare.Address, "/check"), Check, Connections);
        using var checks = new JsonLoad(new Uri(frontend.Address, "/api/rate-limits/check"), Check, Connections, key);
        using var batches = new JsonLoad(new Uri(frontend.Address, "/api/rate-limits/check/batch"), batch, Connections, key);
        var single = Side.Closed("POST check", Connections, _ => checks.Post());
        yield return await pairs.Compare("check over HTTP", Side.Closed("bare Kestrel POST", Connections, _ => posts.Post()), single, new Goal(Ratio: 0.8));

        await using (var postgres = await PostgresServer.StartNewAsync())
        {
            await using var silo = await BenchSilo.OnPostgres(new SiloSettings(postgres.ConnectionString));
            var grain = silo.Grains.GetGrain<INoopGrain>("benchnoop:check");
            yield return await pairs.Compare("check over HTTP", Side.Closed("grain call in a silo", Connections, _ => new ValueTask(grain.Call())), single);
        }

        var hundreds = Side.Closed("POST check/batch", Connections, _ => batches.Post());
        yield return await pairs.Compare(
            "a hundred checks in one request", single, new Side("POST check/batch, checks", async time => Each(await hundreds.Run(time))), new Goal(Ratio: 10));
    }

    private static Sample Each(Sample batches) => batches with { Calls = batches.Calls * Items };

    /// <summary>An application with one wide policy; answers its key.</summary>
    private static async Task<string> Prepare(EmbeddedFrontend frontend)
    {
        using var people = new AccountClient(frontend.Address);
        using var http = new HttpClient { BaseAddress = frontend.Address };
        http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", await people.SetUp(frontend.SetupTokenFile));
        using var created = await http.PostAsJsonAsync("/api/rate-limits/apps", new { name = "bench" });
        created.EnsureSuccessStatusCode();
        var app = await created.Content.ReadFromJsonAsync<JsonElement>();
        using var put = new HttpRequestMessage(HttpMethod.Put, $"/api/rate-limits/apps/{app.GetProperty("id").GetString()}/policies/calls")
        {
            Content = new StringContent("""{"algorithm":"token-bucket","limit":1000000000,"periodMs":60000}""", Encoding.UTF8, "application/json"),
        };
        put.Headers.TryAddWithoutValidation("If-None-Match", "*");
        using var policy = await http.SendAsync(put);
        policy.EnsureSuccessStatusCode();
        return app.GetProperty("key").GetString()!;
    }
}
