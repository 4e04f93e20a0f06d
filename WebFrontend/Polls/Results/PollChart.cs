using OrleansBackends.Grains.Interfaces.Polls;
using OrleansBackends.Grains.Interfaces.Polls.Results;

namespace OrleansBackends.WebFrontend.Polls.Results;

/// <summary>A result as a picture: bars, stacked grades or answers, the rounds of a count, or who beats whom.</summary>
internal static class PollChart
{
    public const int MinWidth = 200;
    public const int MaxWidth = 2_000;
    public const int DefaultWidth = 640;

    private static readonly string[] Answers = ["no", "if need be", "yes"];

    public static string Draw(PollDefinition poll, PollResult result, int width)
    {
        var description = $"{result.Ballots} ballots. {Winners(poll, result)}";
        return result switch
        {
            { Rounds: { } rounds } => Rounds(poll, result, rounds, description, width),
            { Matrix: { } matrix } when result.Method is PollMethod.Condorcet or PollMethod.Schulze or PollMethod.RankedPairs => Matrix(poll, result, matrix, description, width),
            _ when poll.Type is PollType.Grade or PollType.Date => Charts.Bars(
                poll.Title, description, [.. Rows(poll, result, tally => [.. tally.Marks!.Select(mark => (decimal)mark)])], width, poll.Type == PollType.Grade ? poll.Grades : Answers),
            _ => Charts.Bars(poll.Title, description, [.. Rows(poll, result, tally => [Length(tally, result.Method)])], width),
        };
    }

    private static IEnumerable<ChartRow> Rows(PollDefinition poll, PollResult result, Func<OptionTally, IReadOnlyList<decimal>> parts) =>
        result.Tallies.Select((tally, option) => new ChartRow(poll.Options[option].Text, parts(tally)) { IsMarked = result.Winners.Contains(tally.Option) });

    /// <summary>Of a mean to two digits, which is enough to draw it.</summary>
    private static decimal Length(OptionTally tally, PollMethod method) =>
        method == PollMethod.ScoreMean ? tally.Count > 0 ? Math.Round((decimal)tally.Sum!.Value / tally.Count, 2) : 0 : tally.Points ?? tally.Count;

    private static string Rounds(PollDefinition poll, PollResult result, IReadOnlyList<RoundView> rounds, string description, int width) => Charts.Table(
        poll.Title, description, [.. rounds.Select((_, i) => $"Round {i + 1}")],
        [.. result.Tallies.Select((tally, option) => (
            poll.Options[option].Text,
            (IReadOnlyList<(string, bool)>)[.. rounds.Select(round => (CellOf(round, tally.Option, option), round.Elected.Contains(tally.Option)))]))],
        width);

    private static string CellOf(RoundView round, string id, int option) =>
        Charts.Number(round.Votes[option]) + (round.Excluded == id ? " out" : "");

    private static string Matrix(PollDefinition poll, PollResult result, IReadOnlyList<IReadOnlyList<long>> matrix, string description, int width) => Charts.Table(
        poll.Title, description, [.. result.Tallies.Select(tally => tally.Option)],
        [.. matrix.Select((row, option) => (
            $"{result.Tallies[option].Option} {poll.Options[option].Text}",
            (IReadOnlyList<(string, bool)>)[.. row.Select((above, other) => (option == other ? "–" : Charts.Number(above), above > matrix[other][option]))]))],
        width);

    private static string Winners(PollDefinition poll, PollResult result) => result.Winners.Count == 0
        ? "Nobody leads."
        : $"{(result.Final ? "Won by" : "Led by")} {string.Join(", ", result.Winners.Select(id => poll.Options[int.Parse(id[1..], System.Globalization.CultureInfo.InvariantCulture) - 1].Text))}.";
}
