using System.Diagnostics;
using OrleansBackends.Bench.Load;
using OrleansBackends.Bench.Processes;
using OrleansBackends.Bench.Report;
using OrleansBackends.Bench.Subjects;
using OrleansBackends.Grains.Interfaces.Polls;
using OrleansBackends.Grains.Interfaces.Polls.Ballots;

namespace OrleansBackends.Bench.Cases;

/// <summary>A million rankings whose papers move from option to option again every second while somebody watches: voters do not wait for it.</summary>
internal static class PollRecountCase
{
    private const int Ballots = 1_000_000;
    private const int AtOnce = 500;
    private const int Options = 8;
    private const int PerSecond = 1_000;
    private const int Callers = 32;

    public static readonly BenchCase Recount = new("vote-recount", Run);

    private static async IAsyncEnumerable<Row> Run(InterleavedPairs pairs)
    {
        using var folder = new TemporaryFolder();
        await using var silo = await BenchSilo.OnSqlite(folder.Path, "Normal");
        var poll = await Open(silo.Grains);
        var begun = Stopwatch.GetTimestamp();
        await Fill(silo.Grains, poll);
        Console.Error.WriteLine($"  {Ballots} ballots in {Stopwatch.GetElapsedTime(begun).TotalSeconds:0} s");

        var random = new Random(1);
        var next = Ballots;
        var votes = Side.Open("ballots, nobody watches", PerSecond, Callers, async _ => await Cast(silo.Grains, poll, [NewBallot(Interlocked.Increment(ref next), random)]));
        using var watcher = new SnapshotWatcher(silo.Grains);
        var watched = new Side("ballots while watched", async time =>
        {
            var source = silo.Grains.GetGrain<IPollGrain>(PollKey.Poll(poll.Id));
            await source.Watch(watcher.Reference, null);
            watcher.Begin();
            var sample = await votes.Run(time);
            Console.Error.WriteLine($"  {watcher.Describe()}");
            await source.Unwatch(watcher.Reference);
            return sample;
        });
        yield return await pairs.Compare("ballots beside a recount of a million", votes, watched, new Goal(P99Times: 3));
    }

    private static async Task<PollView> Open(IGrainFactory grains)
    {
        var definition = new PollDefinition
        {
            Title = "Who shall it be?",
            Options = [.. Enumerable.Range(1, Options).Select(n => new PollOption($"Candidate {n}"))],
            Type = PollType.Ranked,
            Method = PollMethod.Irv,
            ExpectedVoters = 2_000_000,
        };
        return (await grains.GetGrain<IPollGrain>(PollKey.Poll(PollId.New(null))).Create(new NewPoll(new UserId(Guid.NewGuid()), definition, Open: true), null)).Require();
    }

    private static async Task Fill(IGrainFactory grains, PollView poll)
    {
        var random = new Random(14);
        for (var first = 0; first < Ballots; first += AtOnce * poll.Shards)
        {
            await Cast(grains, poll, [.. Enumerable.Range(first, Math.Min(AtOnce * poll.Shards, Ballots - first)).Select(voter => NewBallot(voter, random))]);
        }
    }

    private static async Task Cast(IGrainFactory grains, PollView poll, IReadOnlyList<CastBallot> ballots)
    {
        var answers = await Task.WhenAll(ballots.GroupBy(ballot => PollKey.ShardOf(ballot.Voter.Identity, poll.Shards))
            .Select(shard => grains.GetGrain<IShardGrain>(PollKey.Shard(poll.Id, shard.Key)).CastBatch([.. shard])));
        foreach (var answer in answers.SelectMany(shard => shard))
        {
            answer.Require();
        }
    }

    private static CastBallot NewBallot(int voter, Random random)
    {
        var options = Enumerable.Range(0, Options).ToArray();
        lock (random)
        {
            random.Shuffle(options);
        }

        return new CastBallot(new Voter(VoterStrength.Cookie, $"voter-{voter}"), new Ballot { Ranking = [.. options.Select(option => (IReadOnlyList<string>)[BallotPaper.IdOf(option)])] });
    }
}
