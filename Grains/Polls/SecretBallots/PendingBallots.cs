using System.Collections.Immutable;
using System.Security.Cryptography;
using OrleansBackends.Grains.Interfaces.Polls;

namespace OrleansBackends.Grains.Polls.SecretBallots;

/// <summary>
/// Ballots of a secret poll in the document of their shard: who has voted and what was voted, each list in an order of its own that tells nothing of the
/// other. What is <see cref="Shown"/> counts in public; at least a step of ballots is <see cref="Held"/> back behind it, so that no two snapshots, the
/// last one included, differ by fewer.
/// </summary>
internal sealed record PendingBallots
{
    public const int Most = 32;

    /// <summary>By key.</summary>
    public ImmutableList<SecretVoter> Voters { get; init; } = [];

    /// <summary>By nonce, as what is held.</summary>
    public ImmutableList<SecretBallot> Shown { get; init; } = [];

    public ImmutableList<SecretBallot> Held { get; init; } = [];

    /// <summary>The last entries of both streams before those that this batch becomes: streams that are further have them already.</summary>
    public long VotedSeq { get; init; }

    public long BagSeq { get; init; }

    public int Room() => Most - Voters.Count;

    public bool IsEmpty() => Voters.IsEmpty;

    /// <summary>As many voters as ballots are shown, whichever: they leave for the journal together.</summary>
    public IEnumerable<SecretVoter> Leaving() => Voters.Take(Shown.Count);

    public PendingBallots With(IReadOnlyCollection<(SecretVoter Voter, SecretBallot Ballot)> more)
    {
        var held = Held.Concat(more.Select(cast => cast.Ballot)).ToArray();
        RandomNumberGenerator.Shuffle<SecretBallot>(held);
        var steps = held.Length / PollLimits.SecretStep - 1;
        var shown = Math.Max(0, steps) * PollLimits.SecretStep;
        return this with
        {
            Voters = [.. Voters.Concat(more.Select(cast => cast.Voter)).OrderBy(voter => voter.Voter, StringComparer.Ordinal)],
            Shown = Sorted(Shown.Concat(held.Take(shown))),
            Held = Sorted(held.Skip(shown)),
        };
    }

    /// <summary>After the close nothing is held back.</summary>
    public PendingBallots Opened() => this with { Shown = Sorted(Shown.Concat(Held)), Held = [] };

    /// <summary>What is left when the shown ballots are in the journal.</summary>
    public PendingBallots Emptied(long votedSeq, long bagSeq) => this with { Voters = Voters.RemoveRange(0, Shown.Count), Shown = [], VotedSeq = votedSeq, BagSeq = bagSeq };

    private static ImmutableList<SecretBallot> Sorted(IEnumerable<SecretBallot> ballots) => [.. ballots.OrderBy(ballot => ballot.Nonce, StringComparer.Ordinal)];
}
