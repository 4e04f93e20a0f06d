namespace OrleansBackends.Grains.Polls.Counting;

/// <summary>Methods that look at nothing but who beats whom.</summary>
internal static class Condorcet
{
    /// <summary>The one option that beats every other wins; without one, nobody does. The rest is ordered by the number of options it beats.</summary>
    public static Outcome Count(Pairwise pairs)
    {
        var ranking = Copeland(pairs).Ranking;
        var winner = Enumerable.Range(0, pairs.Options).Where(option => BeatsAll(pairs, option));
        return new Outcome { Ranking = ranking, Winners = [.. winner] };
    }

    /// <summary>A point for each option that is beaten and half a point for each that is equal; points are counted in halves.</summary>
    public static Outcome Copeland(Pairwise pairs) => Outcome.ByPoints([.. Enumerable.Range(0, pairs.Options).Select(option => Halves(pairs, option))], unit: 2);

    private static bool BeatsAll(Pairwise pairs, int option) =>
        Enumerable.Range(0, pairs.Options).All(other => other == option || pairs.Beats(option, other));

    private static Int128 Halves(Pairwise pairs, int option) =>
        Enumerable.Range(0, pairs.Options).Where(other => other != option).Sum(other => pairs.Beats(option, other) ? 2 : pairs.Beats(other, option) ? 0 : 1);
}
