using OrleansBackends.Grains.Interfaces.Polls;
using OrleansBackends.Grains.Interfaces.Polls.Results;
using OrleansBackends.Grains.Polls.Counting;

namespace OrleansBackends.Grains.Polls.Results;

/// <summary>A count as everybody reads it: option ids in place of numbers, and what the poll's rule made of a tie.</summary>
internal static class ResultWriter
{
    public static PollResult Write(TallyRequest request, BallotTally tally)
    {
        var (paper, lots) = (request.Paper, Lots(request));
        var outcome = paper.By(request.Method, tally, lots);
        var tied = outcome.IsTied(request.Method) && tally.Ballots > 0;
        var order = tied ? OrderOf(request, lots) : null;
        var decided = outcome.Decided(order);
        return new PollResult
        {
            Method = request.Method,
            Ballots = tally.Ballots,
            Tallies = [.. Enumerable.Range(0, paper.Options).Select(option => TallyOf(paper, tally, outcome, option))],
            Ranking = [.. decided.Ranking.Select(Ids)],
            Winners = Ids(decided.Winners),
            Rounds = outcome.Rounds.Count == 0 ? null : [.. outcome.Rounds.Select(round => Show(round, outcome.Unit))],
            Matrix = tally.Pairs is { } pairs ? [.. Enumerable.Range(0, paper.Options).Select(row => Row(pairs, row))] : null,
            Skipped = outcome.Skipped.Count == 0 ? null : [.. outcome.Skipped.Select(Show)],
            Ties = outcome.Lots.Count == 0 && !tied ? null : new TieReport([.. outcome.Lots.Select(Show)], tied ? Show(request, outcome, decided, order) : null),
            Unclear = outcome.Unclear == 0 ? null : outcome.Unclear,
            AwaitingCastingVote = tied && request is { Ties: TieRule.Owner, CastingVote: null } ? true : null,
        };
    }

    public static TieOrder Lots(TallyRequest request) => TieOrder.Drawn(request.Seed, [.. Enumerable.Range(0, request.Paper.Options).Select(BallotPaper.IdOf)]);

    /// <summary>Several share the first place; where seats are filled the count itself has decided.</summary>
    private static bool IsTied(this Outcome outcome, PollMethod method) => method != PollMethod.Stv && outcome.Winners.Count > 1 && outcome.Ranking[0].Count > 1;

    private static TieOrder? OrderOf(TallyRequest request, TieOrder lots) => request.Ties switch
    {
        TieRule.Show => null,
        TieRule.FirstListed => TieOrder.Listed(request.Paper.Options),
        TieRule.Seed => lots,
        TieRule.Owner when request.CastingVote is { } order => TieOrder.Of(WithTheRest(order.Select(id => request.Paper.OptionOf(id)!.Value).ToList(), request.Paper)),
        TieRule.Owner => null,
        _ => throw new ArgumentOutOfRangeException(nameof(request), request.Ties, null),
    };

    private static IEnumerable<int> WithTheRest(List<int> order, BallotPaper paper) => order.Concat(Enumerable.Range(0, paper.Options).Except(order));

    private static OutcomeTie Show(TallyRequest request, Outcome outcome, Outcome decided, TieOrder? order) =>
        new(Ids(outcome.Winners), request.Ties, order is null ? null : BallotPaper.IdOf(decided.Winners[0]));

    private static OptionTally TallyOf(BallotPaper paper, BallotTally tally, Outcome outcome, int option) => new(
        BallotPaper.IdOf(option),
        tally.Counts[option],
        paper.Type is PollType.Score or PollType.Quadratic ? tally.Sums[option] : null,
        outcome.Points is { } points ? (decimal)points[option] / outcome.Unit : null,
        paper.Type is PollType.Grade or PollType.Date ? [.. tally.MarksFor(option)] : null);

    private static RoundView Show(Round round, int unit) => new(
        [.. round.Votes.Select(votes => (decimal)votes / unit)], Ids(round.Elected), Id(round.Transferred), Id(round.Excluded), (decimal)round.Exhausted / unit);

    private static MajorityView Show(Majority majority) =>
        new(BallotPaper.IdOf(majority.Winner), BallotPaper.IdOf(majority.Loser), majority.For, majority.Against);

    private static LotView Show(Lot lot) => new(lot.Round, Ids(lot.Tied), BallotPaper.IdOf(lot.Decided));

    private static List<long> Row(Pairwise pairs, int row) => [.. Enumerable.Range(0, pairs.Options).Select(column => pairs[row, column])];

    private static string? Id(int? option) => option is { } known ? BallotPaper.IdOf(known) : null;

    private static IReadOnlyList<string> Ids(IReadOnlyList<int> options) => [.. options.Select(BallotPaper.IdOf)];
}
