using OrleansBackends.Grains.Interfaces.Polls.Ballots;

namespace OrleansBackends.Grains.Interfaces.Polls.Results;

/// <summary>
/// What ballots add up to, as numbers by option: of grades and dates <paramref name="Marks"/> has for each option one number for each grade or answer, the
/// worst first; of rankings <paramref name="Pairs"/> says row by row how many put the option above the other.
/// </summary>
[GenerateSerializer, Immutable, Alias("polls.sums")]
public sealed record TallySums(
    [property: Id(0)] long Ballots, [property: Id(1)] long[] Sums, [property: Id(2)] long[] Counts, [property: Id(3)] long[] Marks, [property: Id(4)] long[] Pairs);

/// <summary>The durable count of one shard.</summary>
/// <param name="Seq">The last entry of its journal that is counted here.</param>
/// <param name="Sums">Without the rankings themselves.</param>
/// <param name="Different">How many different ballots there are.</param>
/// <param name="Changed">Different ballots whose count changed after the caller's position, with what it is now; 0 where none is left.</param>
/// <param name="ChangedTo">The position to ask on from; below <paramref name="Seq"/> where there are more.</param>
[GenerateSerializer, Immutable, Alias("polls.shard-tally")]
public sealed record ShardTally(
    [property: Id(0)] long Seq, [property: Id(1)] TallySums Sums, [property: Id(2)] int Different, [property: Id(3)] IReadOnlyList<BallotCount> Changed,
    [property: Id(4)] long ChangedTo);

/// <summary>What is to be counted, and how ties are decided.</summary>
[GenerateSerializer, Immutable, Alias("polls.tally-request")]
public sealed record TallyRequest
{
    [Id(0)] public required BallotPaper Paper { get; init; }
    [Id(1)] public required PollMethod Method { get; init; }
    [Id(2)] public required TallySums Sums { get; init; }

    /// <summary>Different rankings; null has them read from <see cref="Shards"/> where the method looks at them.</summary>
    [Id(3)] public IReadOnlyList<BallotCount>? Rankings { get; init; }

    /// <summary>Keys of the poll's shards.</summary>
    [Id(4)] public IReadOnlyList<string> Shards { get; init; } = [];

    [Id(5)] public required byte[] Seed { get; init; }
    [Id(6)] public required TieRule Ties { get; init; }

    /// <summary>The owner's order of the tied, once there is one.</summary>
    [Id(7)] public IReadOnlyList<string>? CastingVote { get; init; }
}
