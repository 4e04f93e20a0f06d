using OrleansBackends.Grains.Interfaces.Polls;
using OrleansBackends.Grains.Interfaces.Polls.Ballots;
using OrleansBackends.Grains.Interfaces.Polls.Results;
using OrleansBackends.Grains.Polls.Counting;

namespace OrleansBackends.Grains.Polls.Results;

/// <summary>What a poll knows of its shards: their sums, and the different rankings where a method looks at them and they are not too many.</summary>
internal sealed class PollCounts(BallotPaper paper, IReadOnlyList<IShardGrain> shards, int liveRankings)
{
    private readonly Part[] parts = [.. shards.Select(_ => new Part())];

    /// <summary>Grows with every ballot that is counted.</summary>
    public long Seq => parts.Sum(part => part.Tally?.Seq ?? 0);

    public bool HasTooManyRankings => parts.Sum(part => (long)(part.Tally?.Different ?? 0)) > liveRankings;

    /// <summary>Asks every shard for what is new.</summary>
    public Task Pull(bool rankings) => Task.WhenAll(shards.Select((shard, i) => Pull(shard, parts[i], rankings && !HasTooManyRankings)));

    public TallySums Sums()
    {
        var whole = new BallotTally(paper, keepsRankings: false);
        foreach (var part in parts)
        {
            if (part.Tally is { } tally)
            {
                whole.Add(tally.Sums);
            }
        }

        return whole.ToSums();
    }

    public IReadOnlyList<BallotCount> Rankings() => [.. parts.SelectMany(part => part.Rankings.Select(ranking => new BallotCount(ranking.Key, ranking.Value)))];

    private static async Task Pull(IShardGrain shard, Part part, bool rankings)
    {
        do
        {
            part.Take(await shard.Collect(rankings ? part.RankedTo : part.Tally?.Seq ?? 0, rankings), rankings);
        }
        while (rankings && part.RankedTo < part.Tally!.Seq);
    }

    private sealed class Part
    {
        public Dictionary<string, long> Rankings { get; } = new(StringComparer.Ordinal);

        public ShardTally? Tally { get; private set; }

        public long RankedTo { get; private set; }

        public void Take(ShardTally tally, bool rankings)
        {
            Tally = tally with { Changed = [] };
            if (!rankings)
            {
                return;
            }

            foreach (var (text, count) in tally.Changed)
            {
                if (count == 0)
                {
                    Rankings.Remove(text);
                }
                else
                {
                    Rankings[text] = count;
                }
            }

            RankedTo = tally.ChangedTo;
        }
    }
}
