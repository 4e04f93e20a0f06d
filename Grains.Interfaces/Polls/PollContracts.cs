namespace OrleansBackends.Grains.Interfaces.Polls;

/// <summary>What a new poll is made of.</summary>
[GenerateSerializer, Immutable, Alias("polls.new-poll")]
public sealed record NewPoll([property: Id(0)] UserId Owner, [property: Id(1)] PollDefinition Definition, [property: Id(2)] bool Open);

/// <summary>A poll as everybody sees it; nothing in it tells a count.</summary>
[GenerateSerializer, Immutable, Alias("polls.view")]
public sealed record PollView : IVersioned
{
    [Id(0)] public required string Id { get; init; }
    [Id(1)] public required int Version { get; init; }

    /// <summary>Null for one whose account was deleted.</summary>
    [Id(2)] public UserId? Owner { get; init; }

    [Id(3)] public required PollStatus State { get; init; }
    [Id(4)] public required PollDefinition Definition { get; init; }
    [Id(5)] public required DateTimeOffset CreatedAt { get; init; }
    [Id(6)] public DateTimeOffset? OpenedAt { get; init; }
    [Id(7)] public DateTimeOffset? ClosesAt { get; init; }
    [Id(8)] public DateTimeOffset? ClosedAt { get; init; }

    /// <summary>SHA-256 of the seed of the poll's lots, from the opening on.</summary>
    [Id(9)] public string? SeedHash { get; init; }

    /// <summary>In how many places ballots are counted, from the opening on.</summary>
    [Id(10)] public int Shards { get; init; }

    [Id(11)] public bool AwaitingCastingVote { get; init; }

    /// <summary>What the frontend found out about the viewer's own ballot.</summary>
    [Id(12)] public BallotState? Ballot { get; init; }
}

/// <summary>Whether somebody has a ballot in the box, and its version.</summary>
[GenerateSerializer, Immutable, Alias("polls.ballot-state")]
public sealed record BallotState([property: Id(0)] bool Voted, [property: Id(1)] int? Version);

/// <summary>
/// What everybody may check after the close: the <paramref name="Seed"/> in hexadecimal, whose SHA-256 was published at the opening, and the version of
/// the counting rules, <paramref name="Engine"/>. Under <paramref name="Root"/>, in hexadecimal, is the tree of all ballots, the trees of the
/// <paramref name="Shards"/> joined in pairs.
/// </summary>
[GenerateSerializer, Immutable, Alias("polls.audit")]
public sealed record PollAudit(
    [property: Id(0)] string Seed, [property: Id(1)] string SeedHash, [property: Id(2)] PollMethod Method, [property: Id(3)] int Engine,
    [property: Id(4)] long Ballots, [property: Id(5)] Results.TieReport? Ties, [property: Id(6)] string Root,
    [property: Id(7)] long TreeSize, [property: Id(8)] IReadOnlyList<Proofs.ShardRoot> Shards);
