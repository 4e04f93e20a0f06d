using System.Net.Http.Headers;
using System.Text.Json;
using OrleansBackends.Bench.Load;
using OrleansBackends.Bench.Processes;
using OrleansBackends.Bench.Report;

namespace OrleansBackends.Bench.Cases;

/// <summary>Durable ballots through HTTP, a frontend and a silo, in two processes and in one, against a bare endpoint with one INSERT a request on the same PostgreSQL.</summary>
internal static class PollCases
{
    private const int Voters = 64;

    public static readonly BenchCase Votes = new("vote", pairs => Run(pairs, Product.InTwoProcesses, "two processes"));

    public static readonly BenchCase VotesOfOne = new("vote-one-process", pairs => Run(pairs, Product.InOneProcess, "one process"));

    private static async IAsyncEnumerable<Row> Run(InterleavedPairs pairs, Func<PostgresServer, Task<Product>> start, string processes)
    {
        await using var postgres = await PostgresServer.StartNewAsync();
        await using var naive = await NaivePolls.Start(postgres.ConnectionString);
        await using var product = await start(postgres);
        var frontend = product.Address;
        using var people = new AccountClient(frontend);
        var token = await people.SetUp(product.SetupTokenFile);

        using var inserts = new VoteLoad(Voters);
        using var votes = new VoteLoad(Voters);
        var baseline = Side.Closed($"naive PUT, {Voters} voters at once", Voters, _ => inserts.Send(new Uri(naive.Address, "/polls/one/ballot")));
        foreach (var (shards, expected) in new[] { (4, 200_000L), (16, 2_000_000L) })
        {
            var poll = await Open(frontend, token, expected);
            yield return await pairs.Compare(
                $"ballots of one poll in {shards} shards, {processes}", baseline, Side.Closed($"PUT ballot, {shards} shards", Voters, _ => votes.Send(poll)), new Goal(Ratio: 4));
        }
    }

    /// <summary>Answers where ballots of a new poll go.</summary>
    public static async Task<Uri> Open(Uri frontend, string token, long expectedVoters)
    {
        using var http = new HttpClient { BaseAddress = frontend };
        http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", token);
        using var made = await http.PostAsJsonAsync(
            "/api/polls", new { title = "Where?", options = new[] { new { text = "Lake" }, new { text = "Hills" }, new { text = "Sea" } }, expectedVoters, open = true });
        made.EnsureSuccessStatusCode();
        return new Uri(frontend, $"/api/polls/{(await made.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("id").GetString()}/ballot");
    }
}
