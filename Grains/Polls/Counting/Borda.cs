namespace OrleansBackends.Grains.Polls.Counting;

/// <summary>
/// Of n options the first gets n−1 points, the last none; equal ones share. So a ballot gives an option one point for each that it puts below and half a
/// point for each that it puts beside, and who beats whom tells the points. They are counted in halves, so that sharing stays whole.
/// </summary>
internal static class Borda
{
    /// <param name="pairs">Who beats whom.</param>
    /// <param name="ballots">How many there are.</param>
    /// <param name="unranked">By option: half points of ballots that do not name it.</param>
    /// <param name="unrankedShare">Whether it gets these; else it gets none.</param>
    public static Outcome Count(Pairwise pairs, long ballots, IReadOnlyList<long> unranked, bool unrankedShare) => Outcome.ByPoints(
        [.. Enumerable.Range(0, pairs.Options).Select(option => (Int128)Halves(pairs, ballots, option) - (unrankedShare ? 0 : unranked[option]))], unit: 2);

    private static long Halves(Pairwise pairs, long ballots, int option) => Enumerable.Range(0, pairs.Options)
        .Where(other => other != option)
        .Sum(other => ballots + pairs[option, other] - pairs[other, option]);
}
