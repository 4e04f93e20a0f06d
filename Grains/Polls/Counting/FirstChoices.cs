namespace OrleansBackends.Grains.Polls.Counting;

/// <summary>Plurality on rankings: only the first place counts, and counts for nobody where several share it.</summary>
internal static class FirstChoices
{
    /// <param name="first">By option: how many put it first and nothing beside it.</param>
    /// <param name="ballots">How many there are.</param>
    public static Outcome Count(IReadOnlyList<long> first, long ballots) =>
        Outcome.ByPoints([.. first.Select(count => (Int128)count)]) with { Unclear = ballots - first.Sum() };
}
