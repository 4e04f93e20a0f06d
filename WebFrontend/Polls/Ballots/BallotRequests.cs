using OrleansBackends.Grains.Interfaces.Polls.Ballots;

namespace OrleansBackends.WebFrontend.Polls.Ballots;

/// <summary>A ballot: exactly the member of the poll's type.</summary>
public sealed record CastBallotRequest
{
    public IReadOnlyList<string>? Choices { get; init; }
    public IReadOnlyDictionary<string, int>? Scores { get; init; }

    /// <summary>Best first; an inner list of several is an equal rank.</summary>
    public IReadOnlyList<IReadOnlyList<string>>? Ranking { get; init; }

    public IReadOnlyDictionary<string, int>? Grades { get; init; }
    public IReadOnlyDictionary<string, int>? Votes { get; init; }
    public IReadOnlyDictionary<string, DateAnswer>? Answers { get; init; }

    /// <summary>The token of an invitation, where the poll needs one.</summary>
    public string? Invite { get; init; }

    /// <summary>16 bytes as base64url, drawn by the voter: the receipt. Where it is absent the poll makes one; the first stays.</summary>
    public string? Nonce { get; init; }

    internal Ballot ToBallot() => new() { Choices = Choices, Scores = Scores, Ranking = Ranking, Grades = Grades, Votes = Votes, Answers = Answers };
}

/// <summary>What is said of a ballot that is in the box.</summary>
public sealed record BallotAnswer(int Version, DateTimeOffset? CastAt, string Receipt) : IVersioned;

/// <summary>All that is said of a secret ballot.</summary>
public sealed record VotedAnswer(bool Voted);
