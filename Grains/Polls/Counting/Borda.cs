namespace OrleansBackends.Grains.Polls.Counting;

/// <summary>Of n options the first gets n−1 points, the last none; equal ones share. Points are counted in halves, so that sharing stays whole.</summary>
internal static class Borda
{
    /// <param name="options">How many options there are.</param>
    /// <param name="ballots">The rankings.</param>
    /// <param name="unrankedShare">Whether what a ballot does not name shares the points that are left; else it gets none.</param>
    public static Outcome Count(int options, IEnumerable<RankedBallots> ballots, bool unrankedShare = true)
    {
        var halves = new Int128[options];
        foreach (var (tiers, count) in ballots)
        {
            var above = 0;
            var unranked = Enumerable.Range(0, options).ToHashSet();
            foreach (var tier in tiers)
            {
                Give(halves, tier, ShareOf(options, above, tier.Count), count);
                above += tier.Count;
                unranked.ExceptWith(tier);
            }

            if (unrankedShare)
            {
                Give(halves, unranked, ShareOf(options, above, unranked.Count), count);
            }
        }

        return Outcome.ByPoints(halves, unit: 2);
    }

    private static void Give(Int128[] halves, IEnumerable<int> tier, int share, long count)
    {
        foreach (var option in tier)
        {
            halves[option] += (Int128)share * count;
        }
    }

    /// <summary>Twice the mean of the places from <paramref name="above"/> on, counted from the top.</summary>
    private static int ShareOf(int options, int above, int size) => 2 * (options - 1 - above) - (size - 1);
}
