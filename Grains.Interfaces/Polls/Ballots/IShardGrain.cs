using OrleansBackends.Grains.Interfaces.Polls.Proofs;
using OrleansBackends.Grains.Interfaces.Polls.Results;

namespace OrleansBackends.Grains.Interfaces.Polls.Ballots;

/// <summary>
/// One of the boxes of a poll. A ballot is acknowledged when it is durable, and counted from then on. Calls interleave, so that ballots that come
/// together share one append. It is closed by an entry of its journal: what was decided before that counts, all else is <c>poll-closed</c>.
/// </summary>
[GrainInterfaceType("shard"), Alias("polls.i-shard")]
public interface IShardGrain : IGrainWithStringKey
{
    /// <summary>Takes ballots from now on, under these terms; again with a later end.</summary>
    [Alias("Open")]
    Task Open(ShardTerms terms);

    /// <summary>
    /// Each ballot's outcome, in order. A ballot is checked completely before anything is counted; see <see cref="BallotErrors"/> for what it is refused
    /// with. The identical ballot again answers the stored version and writes nothing.
    /// </summary>
    [Alias("CastBatch")]
    Task<IReadOnlyList<Result<CastReceipt>>> CastBatch(IReadOnlyList<CastBallot> ballots);

    /// <summary>Takes the voter's ballot back; harmless when there is none. Refuses with <c>withdrawal-not-allowed</c> and <c>poll-closed</c>.</summary>
    [Alias("Withdraw")]
    Task<Result<Done>> Withdraw(Voter voter);

    /// <summary>The voter's own ballot, or <c>ballot-not-found</c>.</summary>
    [Alias("Mine")]
    Task<Result<OwnBallot>> Mine(Voter voter);

    /// <summary>Whether the voter has voted at least once, withdrawn or not.</summary>
    [Alias("HasVoted")]
    Task<bool> HasVoted(Voter voter);

    /// <summary>What the durable ballots add up to.</summary>
    /// <param name="after">The caller has what was counted so far, which is the answer's <see cref="ShardTally.Seq"/>; 0 for nothing.</param>
    /// <param name="rankings">Whether different ballots with their counts are wanted, those changed since; at most <see cref="MaxPage"/> of them.</param>
    [Alias("Collect")]
    Task<ShardTally> Collect(long after, bool rankings);

    /// <summary>Refuses ballots for good; answers when that is durable. Harmless when repeated.</summary>
    [Alias("Close")]
    Task Close();

    /// <summary>The root of the tree of all ballots; only after <see cref="Close"/>.</summary>
    [ResponseTimeout("00:00:20"), Alias("Root")]
    Task<ShardRoot> Root();

    /// <summary>Leads from the ballot with this receipt to <see cref="Root"/>; null where there is none. Only after <see cref="Close"/>.</summary>
    [ResponseTimeout("00:00:20"), Alias("Prove")]
    Task<ReceiptProof?> Prove(string receipt);

    /// <summary>Different ballots with their counts in the order of their texts, after this one.</summary>
    [Alias("Page")]
    Task<IReadOnlyList<BallotCount>> Page(string after, int limit);

    /// <summary>Who has voted, in the order of their last ballots.</summary>
    [Alias("Voters")]
    Task<VotedPage> Voters(long after, int limit);

    /// <summary>Ends an invitation, or refuses with <c>already-used</c>; harmless when repeated.</summary>
    [Alias("Revoke")]
    Task<Result<Done>> Revoke(int invite);

    /// <summary>Which of these invitations were used.</summary>
    [Alias("Used")]
    Task<IReadOnlyList<int>> Used(IReadOnlyList<int> invites);

    /// <summary>Takes the user's name from the ballots in these entries of the journal; the ballots stay.</summary>
    [Alias("Forget")]
    Task Forget(UserId user, IReadOnlyList<long> entries);

    /// <summary>Removes all ballots; what comes later is refused.</summary>
    [Alias("Erase")]
    Task Erase();

    public const int MaxPage = 10_000;
}
