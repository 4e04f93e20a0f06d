using OrleansBackends.Grains.Interfaces.Polls;

namespace OrleansBackends.Grains.Polls.Counting;

/// <summary>The lowest leaves and its papers move on, until one option has more than half of the papers that still name somebody.</summary>
internal static class InstantRunoff
{
    public static Outcome Count(int options, IEnumerable<RankedBallots> ballots, EqualRanks equalRanks, TieOrder lots)
    {
        var papers = new Papers(options, ballots, equalRanks, unit: 1);
        if (papers.Valid == 0)
        {
            return new Outcome { Ranking = [[.. Enumerable.Range(0, options)]], Winners = [] };
        }

        var stages = new Stages(lots);
        var excluded = new Stack<int>();
        while (true)
        {
            stages.Begin(papers.Votes);
            var present = papers.Present.ToList();
            var leader = present.MaxBy(option => papers.Votes[option]);
            if (present.Count == 1 || papers.Votes[leader] * 2 > papers.Votes.Sum())
            {
                stages.End([leader], null, null, papers.Exhausted);
                return Result(leader, papers, excluded, stages);
            }

            var lowest = stages.Lowest(present);
            stages.End([], null, lowest, papers.Exhausted);
            papers.Exclude(lowest);
            excluded.Push(lowest);
        }
    }

    private static Outcome Result(int winner, Papers papers, IEnumerable<int> excluded, Stages stages)
    {
        var others = papers.Present.Where(option => option != winner).GroupBy(option => papers.Votes[option]).OrderByDescending(tier => tier.Key);
        return new Outcome
        {
            Ranking = [[winner], .. others.Select(tier => tier.ToList()), .. excluded.Select(option => new[] { option })],
            Winners = [winner],
            Rounds = stages.Rounds,
            Lots = stages.Lots,
        };
    }
}
