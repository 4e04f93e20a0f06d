namespace OrleansBackends.Grains.Polls.Counting;

/// <summary>How many ballots put one option above another, for each pair.</summary>
internal sealed class Pairwise(int options)
{
    private readonly long[] above = new long[options * options];

    public int Options => options;

    public long this[int option, int other] => above[option * options + other];

    public static Pairwise Of(int options, IEnumerable<RankedBallots> ballots)
    {
        var pairs = new Pairwise(options);
        foreach (var (tiers, count) in ballots)
        {
            pairs.Add(tiers, count);
        }

        return pairs;
    }

    /// <param name="tiers">A ranking.</param>
    /// <param name="count">How many cast it; negative where they take it back.</param>
    public void Add(IReadOnlyList<IReadOnlyList<int>> tiers, long count)
    {
        var below = new bool[options];
        Array.Fill(below, true);
        foreach (var tier in tiers)
        {
            foreach (var option in tier)
            {
                below[option] = false;
            }

            for (var other = 0; other < options; other++)
            {
                if (below[other])
                {
                    foreach (var option in tier)
                    {
                        above[option * options + other] += count;
                    }
                }
            }
        }
    }

    public void Add(Pairwise shard) => Add(shard.above);

    public void Add(long[] shard)
    {
        for (var pair = 0; pair < above.Length; pair++)
        {
            above[pair] += shard[pair];
        }
    }

    /// <summary>Row by row.</summary>
    public long[] ToArray() => [.. above];

    public bool Beats(int option, int other) => this[option, other] > this[other, option];

    /// <summary>Every pair that has a winner.</summary>
    public IEnumerable<Majority> Majorities() =>
        from winner in Enumerable.Range(0, options)
        from loser in Enumerable.Range(0, options)
        where Beats(winner, loser)
        select new Majority(winner, loser, this[winner, loser], this[loser, winner]);
}
