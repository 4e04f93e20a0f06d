using OrleansBackends.Grains.Interfaces.Polls.Ballots;

namespace OrleansBackends.Grains.Polls.SecretBallots;

/// <summary>A ballot under the nonce by which its voter, and nobody else, knows it again.</summary>
internal sealed record SecretBallot
{
    /// <summary>The kind of its entry in the journal.</summary>
    public const string Kind = "ballot";

    public string Nonce { get; init; } = "";
    public Ballot Ballot { get; init; } = new();
}

/// <summary>Somebody who has voted; nothing here tells what or when.</summary>
internal sealed record SecretVoter
{
    /// <summary>The kind of its entry in the journal.</summary>
    public const string Kind = "voted";

    public string Voter { get; init; } = "";
    public int? Invite { get; init; }
}
