using OrleansBackends.Bench.Baselines;
using OrleansBackends.Bench.Load;
using OrleansBackends.Bench.Processes;
using OrleansBackends.Bench.Report;
using OrleansBackends.Bench.Subjects;

namespace OrleansBackends.Bench.Cases;

/// <summary>Ballots as frontends hand them to a poll's shards, gathered, against the same rows inserted as many at a time.</summary>
internal static class PollBatchCase
{
    /// <summary>As many as a frontend gathers at most.</summary>
    private const int Gathered = 64;

    private const int Frontends = 16;

    public static readonly BenchCase Batches = new("vote-batches", Run);

    private static async IAsyncEnumerable<Row> Run(InterleavedPairs pairs)
    {
        await using var postgres = await PostgresServer.StartNewAsync();
        await using var silo = await BenchSilo.OnPostgres(new SiloSettings(postgres.ConnectionString));
        await (await ChoicePoll.Open(silo.Grains, 1)).Cast(0, ChoicePoll.NewBallot("model", 0));
        await using var inserts = await PostgresBatches.Open(
            postgres.ConnectionString, Gathered, BareRow.Entry("cast", await StoredBallots.Read(postgres.ConnectionString), StoredBallots.Partition));
        foreach (var expected in new[] { 10_000L, 200_000L, 2_000_000L })
        {
            var poll = await ChoicePoll.Open(silo.Grains, expected);
            yield return await pairs.Compare($"gathered ballots of one poll, shards: {poll.Poll.Shards}", inserts.Side, Casts(poll));
        }
    }

    /// <summary>The same voters change their minds again and again: a shard has room for so many and no more.</summary>
    private static Side Casts(ChoicePoll poll)
    {
        var turns = new int[Frontends];
        return new Side($"CastBatch of {Gathered}, {Frontends} callers", async time =>
        {
            var batches = await ClosedLoop.Run(Frontends, time, async caller =>
            {
                var turn = turns[caller]++;
                await poll.Cast(caller % poll.Poll.Shards, [.. Enumerable.Range(0, Gathered).Select(n => ChoicePoll.NewBallot($"voter-{caller}-{n}", turn))]);
            });
            return batches with { Calls = batches.Calls * Gathered };
        });
    }
}
