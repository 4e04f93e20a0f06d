using System.Diagnostics;
using OrleansBackends.Bench.Load;
using OrleansBackends.Bench.Processes;
using OrleansBackends.Bench.Report;
using OrleansBackends.Bench.Subjects;
using OrleansBackends.Grains.Interfaces.Polls;
using OrleansBackends.Grains.Interfaces.Polls.Ballots;
using OrleansBackends.Grains.Polls;

namespace OrleansBackends.Bench.Cases;

/// <summary>What a full shard takes: memory for each of its voters, and time until it answers again after it was away.</summary>
internal static class PollShardCase
{
    private const double MostBytes = 64;

    private static readonly Voter First = ChoicePoll.NewBallot("first", 0).Voter;

    public static readonly BenchCase Shard = new("vote-shard", Run);

    private static async IAsyncEnumerable<Row> Run(InterleavedPairs pairs)
    {
        await using var postgres = await PostgresServer.StartNewAsync();
        var settings = new SiloSettings(postgres.ConnectionString);
        var (small, full) = await Fill(settings);
        await using var silo = await BenchSilo.OnPostgres(settings);
        await Wake(silo.Grains, small); // What the first shard of a silo brings along is nobody's ballot.

        var before = Heap.Measure();
        var begun = Stopwatch.GetTimestamp();
        await Wake(silo.Grains, full);
        var elapsed = Stopwatch.GetElapsedTime(begun);
        var bytes = Heap.Measure() - before;
        yield return new StatedRow($"memory for a voter, {PollLimits.ShardVoters:N0} in a shard", (double)bytes / PollLimits.ShardVoters, "bytes", MostBytes);
        yield return new StatedRow($"activation of a shard with {PollLimits.ShardVoters:N0} ballots", elapsed.TotalMilliseconds, "ms");
    }

    private static async Task<(string Small, string Full)> Fill(SiloSettings settings)
    {
        string small, full;
        await using (var silo = await BenchSilo.OnPostgres(settings))
        {
            small = await Open(silo.Grains);
            full = await Open(silo.Grains);
        }

        await StoredBallots.Repeat(settings.ConnectionString, PollStreams.Ballots(PollKey.IdOf(full)), PollLimits.ShardVoters, ChoicePoll.Options);
        return (small, full);
    }

    /// <summary>Answers the key of the only shard of a new poll with one ballot.</summary>
    private static async Task<string> Open(IGrainFactory grains)
    {
        var poll = await ChoicePoll.Open(grains, expectedVoters: 1);
        await poll.Cast(0, ChoicePoll.NewBallot(First.Identity, 0));
        return PollKey.Shard(poll.Poll.Id, 0);
    }

    private static async Task Wake(IGrainFactory grains, string shard)
    {
        if (!await grains.GetGrain<IShardGrain>(shard).HasVoted(First))
        {
            throw new InvalidOperationException("The first ballot is gone.");
        }
    }
}
