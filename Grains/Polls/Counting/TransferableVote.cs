using OrleansBackends.Grains.Interfaces.Polls;

namespace OrleansBackends.Grains.Polls.Counting;

/// <summary>
/// The single transferable vote as Scottish local elections count it (weighted inclusive Gregory, five decimals): surpluses before exclusions, the
/// largest first; an elected option receives nothing more.
/// </summary>
internal sealed class TransferableVote
{
    /// <summary>Votes are counted in hundred-thousandths.</summary>
    public const int Unit = 100_000;

    private readonly int seats;
    private readonly Papers papers;
    private readonly Stages stages;
    private readonly long quota;
    private readonly List<int> elected = [];
    private readonly List<int> surpluses = [];
    private readonly Stack<int> excluded = new();

    private TransferableVote(int seats, Papers papers, TieOrder lots)
    {
        this.seats = seats;
        this.papers = papers;
        stages = new Stages(lots);
        quota = (papers.Valid / (seats + 1) + 1) * Unit;
    }

    public static Outcome Count(int options, int seats, IEnumerable<RankedBallots> ballots, EqualRanks equalRanks, TieOrder lots)
    {
        var papers = new Papers(options, ballots, equalRanks, Unit);
        return papers.Valid == 0
            ? new Outcome { Ranking = [[.. Enumerable.Range(0, options)]], Winners = [], Unit = Unit }
            : new TransferableVote(seats, papers, lots).Run();
    }

    private Outcome Run()
    {
        while (true)
        {
            stages.Begin(papers.Votes);
            var atQuota = Elect(papers.Present.Where(option => papers.Votes[option] >= quota));
            if (elected.Count < seats && papers.Present.Count() is var left && left <= seats - elected.Count)
            {
                atQuota = [.. atQuota, .. Elect(papers.Present)];
            }

            if (elected.Count >= seats || !papers.Present.Any())
            {
                stages.End(atQuota, null, null, papers.Exhausted);
                return Result();
            }

            Move(atQuota);
        }
    }

    private List<int> Elect(IEnumerable<int> options)
    {
        var now = new List<int>();
        for (var waiting = options.ToList(); waiting.Count > 0; waiting.Remove(now[^1]))
        {
            now.Add(stages.Highest(waiting));
        }

        elected.AddRange(now);
        now.ForEach(papers.Settle);
        surpluses.AddRange(now.Where(option => papers.Votes[option] > quota));
        return now;
    }

    private void Move(IReadOnlyList<int> atQuota)
    {
        if (surpluses.Count > 0)
        {
            var richest = stages.Highest(surpluses);
            surpluses.Remove(richest);
            stages.End(atQuota, richest, null, papers.Exhausted);
            papers.HandOn(richest, papers.Votes[richest] - quota);
            return;
        }

        var lowest = stages.Lowest(papers.Present);
        stages.End(atQuota, null, lowest, papers.Exhausted);
        papers.Exclude(lowest);
        excluded.Push(lowest);
    }

    private Outcome Result()
    {
        var others = papers.Present.GroupBy(option => papers.Votes[option]).OrderByDescending(tier => tier.Key);
        return new Outcome
        {
            Ranking = [.. elected.Select(option => new[] { option }), .. others.Select(tier => tier.ToList()), .. excluded.Select(option => new[] { option })],
            Winners = elected,
            Points = [.. papers.Votes.Select(votes => (Int128)votes)],
            Unit = Unit,
            Rounds = stages.Rounds,
            Lots = stages.Lots,
        };
    }
}
