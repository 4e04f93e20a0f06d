using System.Diagnostics;
using OrleansBackends.Bench.Baselines;
using OrleansBackends.Bench.Load;
using OrleansBackends.Bench.Processes;
using OrleansBackends.Bench.Report;
using OrleansBackends.Grains.Interfaces.Links;
using OrleansBackends.Grains.Interfaces.Links.Stats;

namespace OrleansBackends.Bench.Cases;

/// <summary>Batches of clicks on their way through the stream into one statistics grain, against bare inserts of the same batches.</summary>
internal static class ClickCases
{
    private const int Burst = 20;
    private static readonly TimeSpan FoldDeadline = TimeSpan.FromSeconds(30);

    /// <summary>Clicks that are alike share their source, as those of a frontend do.</summary>
    private static readonly ClickSource[] Sources = [.. Enumerable.Range(0, 30).Select(number => new ClickSource(number % 10 == 0)
    {
        ReferrerHost = $"www{number}.example.org",
        Browser = "firefox",
        Os = "linux",
        Device = "desktop",
        Country = "de",
        Language = "de",
    })];

    public static readonly BenchCase Fold = new("click-fold", Run);

    private static async IAsyncEnumerable<Row> Run(InterleavedPairs pairs)
    {
        await using var postgres = await PostgresServer.StartNewAsync();
        await using var silo = await BenchSilo.OnPostgres(new SiloSettings(postgres.ConnectionString));
        var now = DateTimeOffset.UtcNow;
        var batch = new ClickBatch("bench", 0, null, now, PackedClicks.Of([.. Enumerable.Range(0, ClickBatch.MaxClicks).Select(i => NewClick(now, i))]));
        await using var inserts = await PostgresInserts.Open(postgres.ConnectionString, 1, BareRow.Entry("clicks", DocumentJson.Write(batch)));

        var number = 0L;
        var key = LinkKey.Stats("hot");
        var stream = silo.Client.GetStreamProvider(Streams.Provider).GetStream<ClickBatch>(StreamId.Create(ClickBatch.Namespace, key));
        var stats = silo.Grains.GetGrain<ILinkStatsGrain>(key);
        var folds = Side.Closed($"stream and fold, {Burst} batches of {ClickBatch.MaxClicks} at a time", 1, async _ =>
        {
            await Task.WhenAll(Enumerable.Range(0, Burst).Select(_ => stream.OnNextAsync(batch with { Number = ++number })));
            await Folded(stats, now, number * ClickBatch.MaxClicks);
        });
        yield return await pairs.Compare("clicks, in bursts", Bursts(inserts), folds, new Goal(Ratio: 0.5));
    }

    private static Side Bursts(PostgresInserts inserts) => Side.Closed($"bare INSERT, {Burst} batches at a time", 1, async _ =>
    {
        for (var i = 0; i < Burst; i++)
        {
            await inserts.Insert(0);
        }
    });

    private static async Task Folded(ILinkStatsGrain stats, DateTimeOffset created, long clicks)
    {
        var begun = Stopwatch.GetTimestamp();
        while ((await stats.GetCounters(created)).Total < clicks)
        {
            if (Stopwatch.GetElapsedTime(begun) > FoldDeadline)
            {
                throw new TimeoutException($"{clicks} clicks were sent and not all of them were folded.");
            }

            await Task.Delay(1);
        }
    }

    private static Click NewClick(DateTimeOffset at, int number) => new(at, (ulong)number * 7919, Sources[number % Sources.Length]);
}
