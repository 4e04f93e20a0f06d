namespace OrleansBackends.Grains.Polls.Counting;

/// <summary>Majorities are locked from the strongest down, each unless it would close a cycle with those before it.</summary>
internal static class RankedPairs
{
    public static Outcome Count(Pairwise pairs, TieOrder lots)
    {
        var n = pairs.Options;
        var reaches = new bool[n, n];
        var skipped = new List<Majority>();
        foreach (var majority in Strongest(pairs, lots))
        {
            if (reaches[majority.Loser, majority.Winner])
            {
                skipped.Add(majority);
            }
            else
            {
                Lock(reaches, n, majority);
            }
        }

        return Outcome.Of(Ranks.Above(n, (option, other) => reaches[option, other])) with { Skipped = skipped };
    }

    private static IEnumerable<Majority> Strongest(Pairwise pairs, TieOrder lots) => pairs.Majorities()
        .OrderByDescending(m => m.For).ThenBy(m => m.Against).ThenBy(m => lots.PlaceOf(m.Winner)).ThenBy(m => lots.PlaceOf(m.Loser));

    private static void Lock(bool[,] reaches, int n, Majority majority)
    {
        for (var from = 0; from < n; from++)
        {
            if (from != majority.Winner && !reaches[from, majority.Winner])
            {
                continue;
            }

            reaches[from, majority.Loser] = true;
            for (var to = 0; to < n; to++)
            {
                reaches[from, to] |= reaches[majority.Loser, to];
            }
        }
    }
}
