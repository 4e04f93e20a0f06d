using System.Diagnostics;
using OrleansBackends.Bench.Load;
using OrleansBackends.Bench.Processes;
using OrleansBackends.Bench.Report;
using OrleansBackends.Bench.Subjects;
using OrleansBackends.Grains.Interfaces.Polls;

namespace OrleansBackends.Bench.Cases;

/// <summary>A million rankings whose papers move from option to option again every second while somebody watches: voters do not wait for it.</summary>
internal static class PollRecountCase
{
    private const int Ballots = 1_000_000;
    private const int PerSecond = 1_000;
    private const int Callers = 32;

    public static readonly BenchCase Recount = new("vote-recount", Run);

    private static async IAsyncEnumerable<Row> Run(InterleavedPairs pairs)
    {
        using var folder = new TemporaryFolder();
        await using var silo = await BenchSilo.OnSqlite(folder.Path, "Normal");
        var poll = await RankedPoll.Open(silo.Grains, PollMethod.Irv, 2_000_000);
        var random = new Random(14);
        var begun = Stopwatch.GetTimestamp();
        await poll.Fill(Enumerable.Range(0, Ballots).Select(voter => RankedPoll.NewBallot(voter, random)));
        Console.Error.WriteLine($"  {Ballots} ballots in {Stopwatch.GetElapsedTime(begun).TotalSeconds:0} s");

        var next = Ballots;
        var votes = Side.Open("ballots, nobody watches", PerSecond, Callers, async _ => await poll.Cast(RankedPoll.NewBallot(Interlocked.Increment(ref next), random)));
        using var watcher = new SnapshotWatcher(silo.Grains);
        var watched = new Side("ballots while watched", async time =>
        {
            var source = silo.Grains.GetGrain<IPollGrain>(PollKey.Poll(poll.Poll.Id));
            await source.Watch(watcher.Reference, null);
            watcher.Begin();
            var sample = await votes.Run(time);
            Console.Error.WriteLine($"  {watcher.Describe()}");
            await source.Unwatch(watcher.Reference);
            return sample;
        });
        yield return await pairs.Compare("ballots beside a recount of a million", votes, watched, new Goal(P99Times: 3));
    }
}
