using OrleansBackends.Grains.Interfaces.Polls;
using OrleansBackends.Grains.Interfaces.Polls.Ballots;

namespace OrleansBackends.Grains.Polls.Counting;

/// <summary>Counts what ballots add up to by a method that fits them.</summary>
internal static class PollCount
{
    /// <param name="paper">The poll's paper.</param>
    /// <param name="method">One of <see cref="PollMethods.Of"/> the paper's type.</param>
    /// <param name="tally">All ballots.</param>
    /// <param name="lots">For ties inside the count.</param>
    public static Outcome By(this BallotPaper paper, PollMethod method, BallotTally tally, TieOrder lots) => method switch
    {
        _ when tally.Ballots == 0 => new Outcome { Ranking = [[.. Enumerable.Range(0, paper.Options)]], Winners = [] },
        PollMethod.Plurality when paper.Type == PollType.Ranked => FirstChoices.Count(tally.Counts, tally.Ballots),
        PollMethod.Plurality or PollMethod.Approval or PollMethod.ScoreSum or PollMethod.Quadratic => Outcome.ByPoints([.. tally.Sums.Select(sum => (Int128)sum)]),
        PollMethod.ScoreMean => MeanScore.Count(tally.Sums, tally.Counts, paper.LeastScores),
        PollMethod.Borda => Borda.Count(tally.Pairs!, tally.Ballots, tally.Sums, paper.UnrankedShare),
        PollMethod.Irv => InstantRunoff.Count(paper.Options, tally.Rankings, paper.EqualRanks, lots),
        PollMethod.Stv => TransferableVote.Count(paper.Options, paper.Seats, tally.Rankings, paper.EqualRanks, lots),
        PollMethod.Condorcet => Condorcet.Count(tally.Pairs!),
        PollMethod.Copeland => Condorcet.Copeland(tally.Pairs!),
        PollMethod.Schulze => Schulze.Count(tally.Pairs!),
        PollMethod.RankedPairs => RankedPairs.Count(tally.Pairs!, lots),
        PollMethod.MajorityJudgement => MajorityJudgement.Count([.. Enumerable.Range(0, paper.Options).Select(tally.MarksFor)]),
        PollMethod.Date => Dates(paper, tally),
        _ => throw new ArgumentOutOfRangeException(nameof(method), method, null),
    };

    /// <summary>Whom most can come to, if need be; among equals whom most come to gladly.</summary>
    private static Outcome Dates(BallotPaper paper, BallotTally tally)
    {
        return Outcome.Of(Ranks.Descending([.. Enumerable.Range(0, paper.Options).Select(option => (Coming(option), Of(option, DateAnswer.Yes)))]));

        long Coming(int option) => Of(option, DateAnswer.Yes) + Of(option, DateAnswer.IfNeedBe);

        long Of(int option, DateAnswer answer) => tally.MarksFor(option)[(int)answer];
    }
}
