using OrleansBackends.Grains.Interfaces.Polls;
using OrleansBackends.Grains.Interfaces.Polls.Ballots;

namespace OrleansBackends.Tests.Polls.Counting;

/// <summary>Papers of each type and ballots that are valid on them.</summary>
internal static class RandomPapers
{
    public static BallotPaper Of(PollType type, Random random)
    {
        var options = random.Next(2, 7);
        return new BallotPaper
        {
            Type = type,
            Method = PollMethods.Of(type, several: false)[0],
            Options = options,
            Most = type == PollType.Choice ? random.Next(1, options + 1) : 1,
            MaxScore = random.Next(1, 11),
            Grades = ["poor", "fair", "good", "great"],
            Seats = random.Next(1, options),
            EqualRanks = EqualRanks.Skip,
            AllowAgainst = true,
        };
    }

    public static Ballot Ballot(BallotPaper paper, Random random)
    {
        var ids = Enumerable.Range(0, paper.Options).Select(BallotPaper.IdOf).ToArray();
        random.Shuffle(ids);
        return paper.Type switch
        {
            PollType.Choice => new Ballot { Choices = ids[..random.Next(1, paper.Most + 1)] },
            PollType.Approval => new Ballot { Choices = ids[..random.Next(0, ids.Length + 1)] },
            PollType.Score => new Ballot { Scores = ids[..random.Next(1, ids.Length + 1)].ToDictionary(id => id, _ => random.Next(paper.MaxScore + 1)) },
            PollType.Ranked => new Ballot { Ranking = [.. ids[..random.Next(1, ids.Length + 1)].Chunk(random.Next(1, 3))] },
            PollType.Grade => new Ballot { Grades = ids.ToDictionary(id => id, _ => random.Next(paper.Grades.Count)) },
            PollType.Quadratic => new Ballot { Votes = ids.ToDictionary(id => id, _ => random.Next(-4, 5)) },
            PollType.Date => new Ballot { Answers = ids.ToDictionary(id => id, _ => (DateAnswer)random.Next(3)) },
            _ => throw new ArgumentOutOfRangeException(nameof(paper)),
        };
    }
}
