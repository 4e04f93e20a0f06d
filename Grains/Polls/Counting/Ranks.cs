namespace OrleansBackends.Grains.Polls.Counting;

/// <summary>Tiers of options, best first; within a tier in listed order.</summary>
internal static class Ranks
{
    public static IReadOnlyList<IReadOnlyList<int>> Descending<T>(IReadOnlyList<T> points)
        where T : IComparable<T> => By(points.Count, (a, b) => points[b].CompareTo(points[a]));

    /// <summary>By a comparison that puts the better one first.</summary>
    public static IReadOnlyList<IReadOnlyList<int>> By(int options, Comparison<int> better)
    {
        var tiers = new List<List<int>>();
        foreach (var option in Enumerable.Range(0, options).Order(Comparer<int>.Create(better)))
        {
            if (tiers.Count > 0 && better(tiers[^1][0], option) == 0)
            {
                tiers[^1].Add(option);
            }
            else
            {
                tiers.Add([option]);
            }
        }

        return tiers;
    }

    /// <summary>By a relation that has no cycle: first those whom nobody is above, then those whom nobody that is left is above, and so on.</summary>
    public static IReadOnlyList<IReadOnlyList<int>> Above(int options, Func<int, int, bool> isAbove)
    {
        var tiers = new List<IReadOnlyList<int>>();
        var left = Enumerable.Range(0, options).ToList();
        while (left.Count > 0)
        {
            var tier = left.Where(option => !left.Any(other => isAbove(other, option))).ToList();
            tiers.Add(tier);
            left.RemoveAll(tier.Contains);
        }

        return tiers;
    }
}
