namespace OrleansBackends.Grains.Polls.Counting;

/// <summary>Plurality on rankings: only the first place counts, and counts for nobody where several share it.</summary>
internal static class FirstChoices
{
    public static Outcome Count(int options, IEnumerable<RankedBallots> ballots)
    {
        var votes = new Int128[options];
        var unclear = 0L;
        foreach (var (tiers, count) in ballots)
        {
            if (tiers is [[var first], ..])
            {
                votes[first] += count;
            }
            else
            {
                unclear += count;
            }
        }

        return Outcome.ByPoints(votes) with { Unclear = unclear };
    }
}
