using Npgsql;
using OrleansBackends.Bench.Baselines;
using OrleansBackends.Bench.Load;
using OrleansBackends.Bench.Processes;
using OrleansBackends.Bench.Report;
using OrleansBackends.Grains.Interfaces.Links;
using OrleansBackends.Grains.Interfaces.Links.Visits;
using OrleansBackends.Grains.Links;

namespace OrleansBackends.Bench.Cases;

/// <summary>What links write: counted visits of one hot link, and new links.</summary>
internal static class LinkCases
{
    private const int Visitors = 64;
    private const int Creators = 16;

    public static readonly BenchCase Visits = new("link-visits", RunVisits);

    public static readonly BenchCase Creates = new("link-creates", RunCreates);

    private static async IAsyncEnumerable<Row> RunVisits(InterleavedPairs pairs)
    {
        await using var postgres = await PostgresServer.StartNewAsync();
        await using var silo = await BenchSilo.OnPostgres(new SiloSettings(postgres.ConnectionString));
        await using var inserts = await PostgresInserts.Open(postgres.ConnectionString, 1, BareRow.Entry("visit", "{}"));

        var hot = silo.Grains.GetGrain<ILinkGrain>(LinkKey.Link("hot"));
        (await hot.Create(NewLink("hot") with { MaxVisits = LinkLimits.MaxVisits }, null)).Must();
        var visits = Side.Closed($"Visit, {Visitors} callers", Visitors, async _ =>
        {
            var target = await hot.Visit(null);
            if (target.OutcomeAt(DateTimeOffset.UtcNow) != LinkOutcome.Redirect)
            {
                throw new InvalidOperationException("The link has used up its visits: measure for a shorter time.");
            }
        });
        yield return await pairs.Compare("visits of one limited link", inserts.Side, visits, new Goal(Ratio: 5));
    }

    private static async IAsyncEnumerable<Row> RunCreates(InterleavedPairs pairs)
    {
        await using var postgres = await PostgresServer.StartNewAsync();
        await using var silo = await BenchSilo.OnPostgres(new SiloSettings(postgres.ConnectionString));
        (await Create(silo, "model")).Must();
        await using var inserts = await PostgresInserts.Open(
            postgres.ConnectionString, Creators, BareRow.Document("grain_state_links_link", LinkState.Name, await ReadDocument(postgres)));

        var last = 0;
        var creates = Side.Closed($"Create, {Creators} callers", Creators, async _ => (await Create(silo, $"bench-{Interlocked.Increment(ref last)}")).Must());
        yield return await pairs.Compare("new links", inserts.Side, creates, new Goal(Ratio: 0.6));
    }

    private static Task<Result<CreatedLink>> Create(BenchSilo silo, string code) =>
        silo.Grains.GetGrain<ILinkGrain>(LinkKey.Link(code)).Create(NewLink(code), null);

    private static async Task<string> ReadDocument(PostgresServer postgres)
    {
        await using var source = NpgsqlDataSource.Create(postgres.ConnectionString);
        await using var read = source.CreateCommand("SELECT state::text FROM grain_state_links_link");
        return (string)(await read.ExecuteScalarAsync())!;
    }

    private static NewLink NewLink(string code) => new()
    {
        Owner = Owner,
        Code = code,
        Url = "https://example.org/some/long/path?with=a&query=too",
        Title = "A page",
    };

    private static UserId Owner { get; } = new(Guid.CreateVersion7());

    private static void Must<T>(this Result<T> result)
    {
        if (!result.IsOk)
        {
            throw new InvalidOperationException(result.Error.Message);
        }
    }
}
