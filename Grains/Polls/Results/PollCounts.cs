using OrleansBackends.Grains.Interfaces.Polls;
using OrleansBackends.Grains.Interfaces.Polls.Ballots;
using OrleansBackends.Grains.Interfaces.Polls.Results;
using OrleansBackends.Grains.Polls.Counting;

namespace OrleansBackends.Grains.Polls.Results;

/// <summary>What a poll knows of its shards: their sums, and the different rankings where a method looks at them and they are not too many.</summary>
internal sealed class PollCounts(BallotPaper paper, IReadOnlyList<IShardGrain> shards, int liveRankings)
{
    /// <summary>The same ranking is kept once for each shard that has it; of all shards no more than so many times what is counted.</summary>
    private const int MostCopies = 10;

    private readonly Part[] parts = [.. shards.Select(_ => new Part())];

    /// <summary>Those of all shards, each once.</summary>
    private readonly Dictionary<string, long> whole = new(StringComparer.Ordinal);

    /// <summary>Grows with every ballot that is counted.</summary>
    public long Seq => parts.Sum(part => part.Tally?.Seq ?? 0);

    public bool HasTooManyRankings =>
        whole.Count > liveRankings || parts.Sum(part => (long)(part.Tally?.Different ?? 0)) > (long)liveRankings * MostCopies;

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

    public IReadOnlyList<BallotCount> Rankings() => [.. whole.Select(ranking => new BallotCount(ranking.Key, ranking.Value))];

    private async Task Pull(IShardGrain shard, Part part, bool rankings)
    {
        do
        {
            part.Take(await shard.Collect(rankings ? part.RankedTo : part.Tally?.Seq ?? 0, rankings), rankings, whole);
        }
        while (rankings && part.RankedTo < part.Tally!.Seq && !HasTooManyRankings);
    }

    private sealed class Part
    {
        private readonly Dictionary<string, long> rankings = new(StringComparer.Ordinal);

        public ShardTally? Tally { get; private set; }

        public long RankedTo { get; private set; }

        public void Take(ShardTally tally, bool isRanked, Dictionary<string, long> whole)
        {
            Tally = tally with { Changed = [] };
            if (!isRanked)
            {
                return;
            }

            foreach (var (text, count) in tally.Changed)
            {
                var change = count - rankings.GetValueOrDefault(text);
                Keep(whole, text, whole.GetValueOrDefault(text) + change);
                Keep(rankings, text, count);
            }

            RankedTo = tally.ChangedTo;
        }

        private static void Keep(Dictionary<string, long> counts, string text, long count)
        {
            if (count == 0)
            {
                counts.Remove(text);
            }
            else
            {
                counts[text] = count;
            }
        }
    }
}
