using OrleansBackends.Grains.Interfaces.Polls;
using OrleansBackends.Grains.Interfaces.Polls.Ballots;

namespace OrleansBackends.Grains.Polls.Ballots;

/// <summary>Reads a ballot against its paper, completely, before anything is counted.</summary>
internal static class BallotRules
{
    public static Result<MarkedBallot> Read(this BallotPaper paper, Ballot ballot) => paper.Type switch
    {
        _ when Members(ballot) != 1 => BallotErrors.WrongType,
        PollType.Choice when ballot.Choices is { } choices => paper.ReadChoices(choices, paper.Least, paper.Most),
        PollType.Approval when ballot.Choices is { } choices => paper.ReadChoices(choices, 0, paper.Options),
        PollType.Ranked when ballot.Ranking is { } ranking => paper.ReadRanking(ranking),
        PollType.Score when ballot.Scores is { } scores =>
            paper.ReadMarks("scores", scores, given => given.All(mark => mark is null || (mark >= 0 && mark <= paper.MaxScore)) ? null : BallotErrors.ScoreOutOfRange),
        PollType.Grade when ballot.Grades is { } grades =>
            paper.ReadMarks("grades", grades, given => given.All(mark => mark >= 0 && mark < paper.Grades.Count) ? null : BallotErrors.GradeMissing),
        PollType.Quadratic when ballot.Votes is { } votes => paper.ReadMarks("votes", votes.Where(vote => vote.Value != 0).ToDictionary(), paper.RefuseVotes),
        PollType.Date when ballot.Answers is { } answers => paper.ReadMarks(
            "answers", answers, given => given.All(mark => mark is not null) ? null : BallotErrors.AnswerMissing, answer => (int)answer, WriteAnswer),
        _ => BallotErrors.WrongType,
    };

    private static int Members(Ballot ballot) =>
        new object?[] { ballot.Choices, ballot.Scores, ballot.Ranking, ballot.Grades, ballot.Votes, ballot.Answers }.Count(member => member is not null);

    private static Result<MarkedBallot> ReadChoices(this BallotPaper paper, IReadOnlyList<string> choices, int least, int most)
    {
        var refused = paper.RefuseOptions(choices, "choices")
            ?? (choices.Count < least ? BallotErrors.TooFewChoices : choices.Count > most ? BallotErrors.TooManyChoices : null);
        return refused is null ? MarkedBallot.Chosen(choices.Select(id => paper.OptionOf(id)!.Value)) : refused;
    }

    private static Result<MarkedBallot> ReadRanking(this BallotPaper paper, IReadOnlyList<IReadOnlyList<string>> ranking)
    {
        var named = ranking.SelectMany(tier => tier).ToList();
        var refused = paper.RefuseOptions(named, "ranking")
            ?? (paper.Method.Eliminates() && paper.EqualRanks == EqualRanks.Forbid && ranking.Any(tier => tier.Count > 1) ? BallotErrors.EqualRanksNotAllowed
                : named.Count < paper.Least || ranking.Any(tier => tier.Count == 0) ? BallotErrors.RankingTooShort
                : null);
        return refused is null ? MarkedBallot.Ranked(ranking.Select(tier => tier.Select(id => paper.OptionOf(id)!.Value))) : refused;
    }

    private static Result<MarkedBallot> ReadMarks(
        this BallotPaper paper, string member, IReadOnlyDictionary<string, int> marks, Func<IReadOnlyList<int?>, Error?> refuse) =>
        paper.ReadMarks(member, marks, refuse, mark => mark, write: null);

    private static Result<MarkedBallot> ReadMarks<T>(
        this BallotPaper paper, string member, IReadOnlyDictionary<string, T> marks, Func<IReadOnlyList<int?>, Error?> refuse, Func<T, int> number,
        Func<int, string>? write)
    {
        if (paper.RefuseOptions([.. marks.Keys], member) is { } unknown)
        {
            return unknown;
        }

        var byOption = new int?[paper.Options];
        foreach (var (id, mark) in marks)
        {
            byOption[paper.OptionOf(id)!.Value] = number(mark);
        }

        return refuse(byOption) is { } refused ? refused : MarkedBallot.WithMarks(member, byOption, write);
    }

    private static Error? RefuseVotes(this BallotPaper paper, IReadOnlyList<int?> votes) =>
        !paper.AllowAgainst && votes.Any(vote => vote < 0) ? BallotErrors.AgainstNotAllowed
        : votes.Any(vote => vote > paper.Credits || vote < -paper.Credits) || votes.Sum(vote => (long)(vote ?? 0) * (vote ?? 0)) > paper.Credits ? BallotErrors.CreditsExceeded
        : null;

    private static Error? RefuseOptions(this BallotPaper paper, IReadOnlyList<string> ids, string member) =>
        ids.Any(id => paper.OptionOf(id) is null) ? BallotErrors.UnknownOption(member)
        : ids.Distinct().Count() < ids.Count ? BallotErrors.DuplicateOption(member)
        : null;

    private static string WriteAnswer(int answer) => DocumentJson.Write((DateAnswer)answer);
}
