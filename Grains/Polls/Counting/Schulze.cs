namespace OrleansBackends.Grains.Polls.Counting;

/// <summary>Beat paths: a path is as strong as its weakest step, a step as strong as its winning votes; the stronger way between two decides.</summary>
internal static class Schulze
{
    public static Outcome Count(Pairwise pairs)
    {
        var paths = StrongestPaths(pairs);
        return Outcome.Of(Ranks.Above(pairs.Options, (option, other) => paths[option, other] > paths[other, option]));
    }

    internal static long[,] StrongestPaths(Pairwise pairs)
    {
        var n = pairs.Options;
        var paths = new long[n, n];
        foreach (var step in pairs.Majorities())
        {
            paths[step.Winner, step.Loser] = step.For;
        }

        for (var over = 0; over < n; over++)
        {
            for (var from = 0; from < n; from++)
            {
                for (var to = 0; to < n; to++)
                {
                    if (from != to)
                    {
                        paths[from, to] = Math.Max(paths[from, to], Math.Min(paths[from, over], paths[over, to]));
                    }
                }
            }
        }

        return paths;
    }
}
