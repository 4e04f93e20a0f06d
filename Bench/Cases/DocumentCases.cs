using OrleansBackends.Bench.Load;
using OrleansBackends.Bench.Processes;
using OrleansBackends.Bench.Report;
using OrleansBackends.Bench.Subjects;

namespace OrleansBackends.Bench.Cases;

/// <summary>32 grains that each write their document again and again, on SQLite with both durabilities.</summary>
internal static class DocumentCases
{
    private const int Writers = 32;

    public static readonly BenchCase Sqlite = new("documents-sqlite", RunSqlite);

    private static async IAsyncEnumerable<Row> RunSqlite(InterleavedPairs pairs)
    {
        using var full = new TemporaryFolder();
        using var normal = new TemporaryFolder();
        await using var fullSilo = await BenchSilo.OnSqlite(full.Path, "Full");
        await using var normalSilo = await BenchSilo.OnSqlite(normal.Path, "Normal");
        yield return await pairs.Compare(
            $"documents, SQLite, {Writers} writers", Writes("Full", fullSilo), Writes("Normal", normalSilo), new Goal(P99: TimeSpan.FromMilliseconds(50)));
    }

    private static Side Writes(string durability, BenchSilo silo)
    {
        var papers = Enumerable.Range(0, Writers).Select(i => silo.Grains.GetGrain<IPaperGrain>($"benchpaper:{i}")).ToArray();
        return Side.Closed($"Durability {durability}", Writers, writer => new ValueTask(papers[writer].Write()));
    }
}
