using System.Text.Json;
using OrleansBackends.Grains.Interfaces.Polls;
using OrleansBackends.Grains.Interfaces.Polls.Ballots;

namespace OrleansBackends.WebFrontend.Polls.Exports;

/// <summary>One row for each ballot and one column for each option: chosen or not, a number, the rank or the answer.</summary>
internal static class BallotRows
{
    public static CsvAnswer<Ballot> Answer(PollView poll, IAsyncEnumerable<BallotCount> ballots) =>
        new($"{poll.Id}-ballots.csv", Rows(ballots), [.. Enumerable.Range(0, poll.Definition.Options.Count).Select(BallotPaper.IdOf).Select(Column)]);

    private static CsvColumn<Ballot> Column(string option) => new(option, ballot => ballot switch
    {
        { Choices: { } chosen } => chosen.Contains(option) ? "1" : "0",
        { Ranking: { } ranking } => RankOf(ranking, option),
        { Answers: { } answers } => answers.TryGetValue(option, out var answer) ? JsonNamingPolicy.KebabCaseLower.ConvertName(answer.ToString()) : null,
        _ => NumberOf(ballot.Scores ?? ballot.Grades ?? ballot.Votes, option),
    });

    private static string? RankOf(IReadOnlyList<IReadOnlyList<string>> ranking, string option)
    {
        var tier = ranking.ToList().FindIndex(options => options.Contains(option));
        return tier < 0 ? null : Charts.Number(tier + 1);
    }

    private static string? NumberOf(IReadOnlyDictionary<string, int>? marks, string option) =>
        marks is not null && marks.TryGetValue(option, out var mark) ? Charts.Number(mark) : null;

    private static async IAsyncEnumerable<Ballot> Rows(IAsyncEnumerable<BallotCount> ballots)
    {
        await foreach (var ballot in ballots)
        {
            var row = BallotFile.Read(ballot);
            for (var i = 0L; i < ballot.Count; i++)
            {
                yield return row;
            }
        }
    }
}
