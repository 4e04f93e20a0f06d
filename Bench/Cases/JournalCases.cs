using OrleansBackends.Bench.Baselines;
using OrleansBackends.Bench.Load;
using OrleansBackends.Bench.Processes;
using OrleansBackends.Bench.Report;
using OrleansBackends.Bench.Subjects;

namespace OrleansBackends.Bench.Cases;

/// <summary>Journal appends of 64 grains, one in flight each, against bare inserts of the same rows.</summary>
internal static class JournalCases
{
    private const int Callers = 64;

    public static readonly BenchCase Postgres = new("journal-postgres", RunPostgres);

    public static readonly BenchCase Sqlite = new("journal-sqlite", RunSqlite);

    private static async IAsyncEnumerable<Row> RunPostgres(InterleavedPairs pairs)
    {
        await using var postgres = await PostgresServer.StartNewAsync();
        await using var silo = await BenchSilo.OnPostgres(new SiloSettings(postgres.ConnectionString));
        var row = BareRow.Entry(BenchRow.Kind, BenchRow.Data);
        await using var one = await PostgresInserts.Open(postgres.ConnectionString, 1, row);
        await using var many = await PostgresInserts.Open(postgres.ConnectionString, Callers, row);
        var appends = Appends(silo);
        yield return await pairs.Compare("journal appends, PostgreSQL", one.Side, appends, new Goal(Ratio: 10));
        yield return await pairs.Compare("journal appends, PostgreSQL", many.Side, appends, new Goal(Ratio: 2.5));
    }

    private static async IAsyncEnumerable<Row> RunSqlite(InterleavedPairs pairs)
    {
        foreach (var durability in new[] { "Normal", "Full" })
        {
            using var folder = new TemporaryFolder();
            await using var silo = await BenchSilo.OnSqlite(folder.Path, durability);
            await using var one = new SqliteInserts(folder.Path, durability);
            yield return await pairs.Compare($"journal appends, SQLite {durability}", one.Side, Appends(silo));
        }
    }

    private static Side Appends(BenchSilo silo)
    {
        var grains = Enumerable.Range(0, Callers).Select(i => silo.Grains.GetGrain<IRowsGrain>($"benchrows:{Guid.NewGuid():N}")).ToArray();
        return Side.Closed($"journal, {Callers} callers", Callers, caller => new ValueTask(grains[caller].Append()));
    }
}
