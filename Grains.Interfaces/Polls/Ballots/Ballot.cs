namespace OrleansBackends.Grains.Interfaces.Polls.Ballots;

/// <summary>A ballot as it is written; exactly the member of the poll's type is there.</summary>
[GenerateSerializer, Immutable, Alias("polls.ballot")]
public sealed record Ballot
{
    /// <summary>Of <see cref="PollType.Choice"/> and <see cref="PollType.Approval"/>: option ids.</summary>
    [Id(0)] public IReadOnlyList<string>? Choices { get; init; }

    /// <summary>Of <see cref="PollType.Score"/>: 0 to the highest score by option id; an option may be left out.</summary>
    [Id(1)] public IReadOnlyDictionary<string, int>? Scores { get; init; }

    /// <summary>Of <see cref="PollType.Ranked"/>: option ids, best first; an inner list of several is an equal rank.</summary>
    [Id(2)] public IReadOnlyList<IReadOnlyList<string>>? Ranking { get; init; }

    /// <summary>Of <see cref="PollType.Grade"/>: the number of a grade from 0, the worst, for every option id.</summary>
    [Id(3)] public IReadOnlyDictionary<string, int>? Grades { get; init; }

    /// <summary>Of <see cref="PollType.Quadratic"/>: votes by option id; their squares together are at most the credits.</summary>
    [Id(4)] public IReadOnlyDictionary<string, int>? Votes { get; init; }

    /// <summary>Of <see cref="PollType.Date"/>: an answer for every option id.</summary>
    [Id(5)] public IReadOnlyDictionary<string, DateAnswer>? Answers { get; init; }
}

[GenerateSerializer, Alias("polls.date-answer")]
public enum DateAnswer
{
    No,
    IfNeedBe,
    Yes,
}
