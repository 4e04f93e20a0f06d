using System.Net;
using OrleansBackends.Bench.Load;
using OrleansBackends.Bench.Processes;
using OrleansBackends.Bench.Report;

namespace OrleansBackends.Bench.Cases;

/// <summary>A poll's results, by those who have not seen them and by those who ask whether they changed, against a bare Kestrel endpoint with the same bytes.</summary>
internal static class PollResultsCase
{
    private const int Connections = 32;
    private const int Voters = 30;

    public static readonly BenchCase Reads = new("vote-results", Run);

    private static async IAsyncEnumerable<Row> Run(InterleavedPairs pairs)
    {
        await using var bare = await BareServer.Start();
        await using var frontend = await EmbeddedFrontend.Start();
        using var people = new AccountClient(frontend.Address);
        var results = await Vote(frontend.Address, await people.SetUp(frontend.SetupTokenFile));
        var kept = new Uri(bare.Address, BareServer.Kept);
        var known = await Copy(results, kept);

        foreach (var (what, status, etag) in new[] { ("results read", HttpStatusCode.OK, null), ("results unchanged", HttpStatusCode.NotModified, known) })
        {
            using var baseline = new HttpLoad(kept, Connections, status, known: etag);
            using var subject = new HttpLoad(results, Connections, status, known: etag);
            yield return await pairs.Compare(
                what, Side.Closed("bare Kestrel", Connections, _ => baseline.Get()), Side.Closed("GET results", Connections, _ => subject.Get()));
        }
    }

    /// <summary>Answers where the results of a poll are in which some have voted.</summary>
    private static async Task<Uri> Vote(Uri frontend, string token)
    {
        var ballot = await PollCases.Open(frontend, token, Voters);
        using var votes = new VoteLoad(1);
        for (var voter = 0; voter < Voters; voter++)
        {
            await votes.Send(ballot);
        }

        return new Uri(ballot, "results");
    }

    /// <summary>Has the bare endpoint answer with what the product answers; returns its ETag.</summary>
    private static async Task<string> Copy(Uri results, Uri kept)
    {
        using var http = new HttpClient();
        using var answer = await http.GetAsync(results);
        answer.EnsureSuccessStatusCode();
        var etag = answer.Headers.ETag!.ToString();
        using var put = new HttpRequestMessage(HttpMethod.Put, kept) { Content = new ByteArrayContent(await answer.Content.ReadAsByteArrayAsync()) };
        put.Headers.TryAddWithoutValidation("ETag", etag);
        using var taken = await http.SendAsync(put);
        taken.EnsureSuccessStatusCode();
        return etag;
    }
}
