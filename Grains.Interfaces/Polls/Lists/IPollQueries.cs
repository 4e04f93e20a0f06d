using OrleansBackends.Grains.Interfaces.Polls.Ballots;
using OrleansBackends.Grains.Interfaces.Polls.Comments;
using OrleansBackends.Grains.Interfaces.Polls.Proofs;

namespace OrleansBackends.Grains.Interfaces.Polls.Lists;

/// <summary>Lists over the views of this slice, newest first. A stateless worker: any key, no state. Lists refuse with <c>invalid-cursor</c>.</summary>
[GrainInterfaceType("pollqueries"), Alias("polls.i-queries")]
public interface IPollQueries : IGrainWithIntegerKey
{
    /// <summary>Polls that everybody may find.</summary>
    [Alias("Public")]
    Task<Result<Page<PollItem>>> Public(PollFilter filter, PageRequest page);

    /// <summary>All polls of an owner, drafts too.</summary>
    [Alias("Owned")]
    Task<Result<Page<PollItem>>> Owned(UserId owner, PollFilter filter, PageRequest page);

    /// <summary>Polls with public votes in which this user has voted, the last vote first.</summary>
    [Alias("Voted")]
    Task<Result<Page<PollItem>>> Voted(UserId user, PageRequest page);

    [Alias("Comments")]
    Task<Result<Page<CommentView>>> Comments(string poll, PageRequest page);

    /// <summary>Different ballots of a poll with their counts in the order of their texts, after this one.</summary>
    [ResponseTimeout("00:00:20"), Alias("Ballots")]
    Task<Page<BallotCount>> Ballots(string poll, int shards, string after, int limit);

    /// <summary>That the ballot with this receipt was counted; refuses with <c>poll-not-closed</c> and <c>receipt-not-found</c>.</summary>
    [ResponseTimeout("00:00:30"), Alias("Prove")]
    Task<Result<ReceiptProof>> Prove(string poll, string receipt);

    /// <summary>Invitations by number, after this one.</summary>
    [Alias("Invites")]
    Task<IReadOnlyList<WrittenInvite>> Invites(string poll, int after, int limit);

    /// <summary>Ballots that carry this user's name, public or not.</summary>
    [Alias("BallotsOf")]
    Task<IReadOnlyList<NamedBallot>> BallotsOf(UserId user, int limit);

    [Alias("CommentsOf")]
    Task<IReadOnlyList<OwnComment>> CommentsOf(UserId user, string afterPoll, long afterId, int limit);
}
