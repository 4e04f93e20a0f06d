using OrleansBackends.Bench.Load;
using OrleansBackends.Bench.Processes;
using OrleansBackends.Bench.Report;
using OrleansBackends.Bench.Subjects;
using OrleansBackends.Grains.Interfaces.Polls;
using OrleansBackends.Grains.Interfaces.Polls.Ballots;
using OrleansBackends.Grains.Interfaces.Polls.Results;
using OrleansBackends.Grains.Polls.Ballots;
using OrleansBackends.Grains.Polls.Counting;
using OrleansBackends.Grains.Polls.Results;

namespace OrleansBackends.Bench.Cases;

/// <summary>The count of a poll at its close, from what its shards have added up, against one thread that goes through the same ballots in memory.</summary>
internal static class PollCountCase
{
    private const int Ballots = 100_000;

    public static readonly BenchCase Counts = new("vote-count", Run);

    private static async IAsyncEnumerable<Row> Run(InterleavedPairs pairs)
    {
        using var folder = new TemporaryFolder();
        await using var silo = await BenchSilo.OnSqlite(folder.Path, "Normal");
        foreach (var method in new[] { PollMethod.Schulze, PollMethod.Irv })
        {
            var poll = await RankedPoll.Open(silo.Grains, method, 2 * Ballots);
            var random = new Random(14);
            var ballots = Enumerable.Range(0, Ballots).Select(voter => RankedPoll.NewBallot(voter, random)).ToList();
            await poll.Fill(ballots);
            var paper = poll.Poll.Definition.Paper();
            var marked = ballots.Select(ballot => paper.Read(ballot.Ballot).Require()).ToList();
            yield return await pairs.Compare(
                $"final count of {Ballots:N0} rankings, {method}",
                Side.Closed("one thread in memory", 1, _ => CountAll(paper, marked)),
                Side.Closed($"count over {poll.Poll.Shards} shards", 1, async _ => await Count(silo.Grains, poll.Poll)));
        }
    }

    private static ValueTask CountAll(BallotPaper paper, IReadOnlyList<MarkedBallot> ballots)
    {
        var tally = new BallotTally(paper, keepsRankings: paper.Method.Eliminates());
        foreach (var ballot in ballots)
        {
            tally.Add(ballot);
        }

        paper.By(paper.Method, tally, TieOrder.Drawn(Seed, [.. Enumerable.Range(0, paper.Options).Select(BallotPaper.IdOf)]));
        return ValueTask.CompletedTask;
    }

    /// <summary>As the poll does it when it closes.</summary>
    private static async Task Count(IGrainFactory grains, PollView poll)
    {
        var paper = poll.Definition.Paper();
        var keys = Enumerable.Range(0, poll.Shards).Select(shard => PollKey.Shard(poll.Id, shard)).ToList();
        var counts = new PollCounts(paper, [.. keys.Select(key => grains.GetGrain<IShardGrain>(key))], liveRankings: 0);
        await counts.Pull(rankings: false);
        var result = await grains.GetGrain<ITallyGrain>(0).Count(
            new TallyRequest { Paper = paper, Method = paper.Method, Sums = counts.Sums(), Shards = keys, Seed = Seed, Ties = TieRule.Seed });
        if (result.Ballots != Ballots)
        {
            throw new InvalidOperationException($"{result.Ballots} ballots were counted.");
        }
    }

    private static byte[] Seed { get; } = new byte[32];
}
