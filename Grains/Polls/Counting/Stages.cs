namespace OrleansBackends.Grains.Polls.Counting;

/// <summary>The stages of a count so far. A tie looks back to the most recent stage at which the tied differed; where there is none, the lot decides.</summary>
internal sealed class Stages(TieOrder order)
{
    private readonly List<IReadOnlyList<long>> votes = [];
    private readonly List<Round> rounds = [];
    private readonly List<Lot> lots = [];

    public IReadOnlyList<Round> Rounds => rounds;

    public IReadOnlyList<Lot> Lots => lots;

    /// <summary>Notes what everybody holds now.</summary>
    public void Begin(IReadOnlyList<long> held) => votes.Add([.. held]);

    public void End(IReadOnlyList<int> elected, int? transferred, int? excluded, long exhausted) =>
        rounds.Add(new Round(votes[^1], elected, transferred, excluded, exhausted));

    public int Lowest(IEnumerable<int> among) => Decide(among, (all, stage) => all.Min(option => stage[option]), order.Last);

    public int Highest(IEnumerable<int> among) => Decide(among, (all, stage) => all.Max(option => stage[option]), order.First);

    private int Decide(IEnumerable<int> among, Func<List<int>, IReadOnlyList<long>, long> wanted, Func<IEnumerable<int>, int> lot)
    {
        var tied = among.ToList();
        for (var stage = votes.Count - 1; stage >= 0 && tied.Count > 1; stage--)
        {
            var sought = wanted(tied, votes[stage]);
            tied = [.. tied.Where(option => votes[stage][option] == sought)];
        }

        if (tied.Count == 1)
        {
            return tied[0];
        }

        var decided = lot(tied);
        lots.Add(new Lot(rounds.Count + 1, tied, decided));
        return decided;
    }
}
