namespace OrleansBackends.Grains.Polls.Counting;

/// <summary>One ranking and how many cast it.</summary>
/// <param name="Tiers">Options by their place in the poll's list, best tier first; what is not named is below all and equal among itself.</param>
/// <param name="Count">At least 1.</param>
internal sealed record RankedBallots(IReadOnlyList<IReadOnlyList<int>> Tiers, long Count);
