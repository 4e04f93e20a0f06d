namespace OrleansBackends.Grains.Interfaces.Polls.Ballots;

/// <summary>
/// One ballot on its way into the box; <paramref name="Version"/> is that of the voter's ballot it replaces, null for whatever there is, and
/// <paramref name="Nonce"/> what the voter wants as receipt, null for one that is made.
/// </summary>
[GenerateSerializer, Immutable, Alias("polls.cast")]
public sealed record CastBallot(
    [property: Id(0)] Voter Voter, [property: Id(1)] Ballot Ballot, [property: Id(2)] int? Version = null, [property: Id(3)] UInt128? Nonce = null);

/// <summary>A ballot that is in the box for good; <paramref name="Version"/> counts the voter's changes, from 1, and the <paramref name="First"/> had none before. Of a secret one no time is told.</summary>
[GenerateSerializer, Immutable, Alias("polls.receipt")]
public sealed record CastReceipt(
    [property: Id(0)] int Version, [property: Id(1)] DateTimeOffset? CastAt, [property: Id(2)] bool First, [property: Id(3)] string Receipt);

/// <summary>A voter's own ballot; of a secret one no more than that it is there.</summary>
[GenerateSerializer, Immutable, Alias("polls.own-ballot")]
public sealed record OwnBallot(
    [property: Id(0)] int Version, [property: Id(1)] DateTimeOffset? CastAt, [property: Id(2)] Ballot? Ballot,
    [property: Id(3)] string? Receipt) : IVersioned;

/// <summary>What a shard has to know of its poll.</summary>
[GenerateSerializer, Immutable, Alias("polls.shard-terms")]
public sealed record ShardTerms
{
    [Id(0)] public required BallotPaper Paper { get; init; }
    [Id(1)] public VoterStrength Strength { get; init; }
    [Id(2)] public PollPrivacy Privacy { get; init; }
    [Id(3)] public bool AllowChange { get; init; }
    [Id(4)] public bool AllowWithdraw { get; init; }
    [Id(5)] public int? MaxVoters { get; init; }

    /// <summary>By option; null where there is no bound.</summary>
    [Id(6)] public IReadOnlyList<int?> Capacities { get; init; } = [];

    [Id(7)] public DateTimeOffset ClosesAt { get; init; }

    /// <summary>From which voters' keys and invitations are made; 32 bytes.</summary>
    [Id(8)] public byte[] Secret { get; init; } = [];

    [Id(9)] public DateTimeOffset OpenedAt { get; init; }
}

/// <summary>
/// Somebody who voted: named by account or invitation where the poll can tell, with the ballot where it is public. A secret poll tells of invitations
/// alone, without a time.
/// </summary>
[GenerateSerializer, Immutable, Alias("polls.voted")]
public sealed record VotedView
{
    [Id(0)] public UserId? User { get; init; }
    [Id(1)] public int? Invite { get; init; }
    [Id(2)] public DateTimeOffset? At { get; init; }
    [Id(3)] public Ballot? Ballot { get; init; }
}

/// <summary>Voters of one shard, and after which entry of its journal the next page begins; null at the end.</summary>
[GenerateSerializer, Immutable, Alias("polls.voted-page")]
public sealed record VotedPage([property: Id(0)] IReadOnlyList<VotedView> Voters, [property: Id(1)] long? Next);

/// <summary>A ballot and how many cast it; <paramref name="Text"/> is ballot JSON with sorted members and without spaces.</summary>
[GenerateSerializer, Immutable, Alias("polls.ballot-count")]
public readonly record struct BallotCount([property: Id(0)] string Text, [property: Id(1)] long Count);
