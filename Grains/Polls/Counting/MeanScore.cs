namespace OrleansBackends.Grains.Polls.Counting;

/// <summary>The mean of the scores that were given, compared as exact fractions; who was scored by too few comes after all others.</summary>
internal static class MeanScore
{
    /// <param name="sums">By option.</param>
    /// <param name="counts">How many scored the option.</param>
    /// <param name="leastScores">How many scores an option needs to be compared at all, at least 1.</param>
    public static Outcome Count(IReadOnlyList<long> sums, IReadOnlyList<long> counts, long leastScores)
    {
        var ranking = Ranks.By(sums.Count, (a, b) => Qualifies(b).CompareTo(Qualifies(a)) is var qualified and not 0 ? qualified
            : Qualifies(a) ? ((Int128)sums[b] * counts[a]).CompareTo((Int128)sums[a] * counts[b]) : 0);
        return new Outcome { Ranking = ranking, Winners = Qualifies(ranking[0][0]) ? ranking[0] : [] };

        bool Qualifies(int option) => counts[option] >= leastScores;
    }
}
