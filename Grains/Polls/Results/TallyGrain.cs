using Orleans.Concurrency;
using OrleansBackends.Grains.Interfaces.Polls;
using OrleansBackends.Grains.Interfaces.Polls.Ballots;
using OrleansBackends.Grains.Interfaces.Polls.Results;
using OrleansBackends.Grains.Polls.Counting;

namespace OrleansBackends.Grains.Polls.Results;

[StatelessWorker, GrainType("tally")]
internal sealed class TallyGrain : Grain, ITallyGrain
{
    public async Task<PollResult> Count(TallyRequest request)
    {
        var tally = new BallotTally(request.Paper);
        tally.Add(request.Sums);
        if (request.Rankings is { } rankings)
        {
            tally.AddRankings(rankings);
        }
        else if (request.Method.Eliminates())
        {
            foreach (var shard in request.Shards)
            {
                await Read(GrainFactory.GetGrain<IShardGrain>(shard), tally);
            }
        }

        return ResultWriter.Write(request, tally);
    }

    private static async Task Read(IShardGrain shard, BallotTally tally)
    {
        for (var after = ""; ;)
        {
            var page = await shard.Page(after, IShardGrain.MaxPage);
            tally.AddRankings(page);
            if (page.Count < IShardGrain.MaxPage)
            {
                return;
            }

            after = page[^1].Text;
        }
    }
}
