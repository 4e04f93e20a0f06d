using Orleans.Concurrency;
using OrleansBackends.Grains.Interfaces.Polls.Ballots;
using OrleansBackends.Grains.Interfaces.Polls.Results;

namespace OrleansBackends.Grains.Interfaces.Polls;

/// <summary>
/// One poll, from draft to result; ballots go to its shards. A draft is <c>poll-not-found</c> to everybody but its owner, and so is the owner's business
/// in any state. It owns the feed <c>polls:poll:{id}</c>: <c>results</c>, <c>state</c> and <c>comment</c>.
/// </summary>
[GrainInterfaceType("poll"), Alias("polls.i-poll")]
public interface IPollGrain : ILiveSource
{
    /// <summary>Makes the poll, a draft or open at once. Refuses what breaks a rule with 422 by member; the same operation finds what it made.</summary>
    [Alias("Create")]
    Task<Result<PollView>> Create(NewPoll poll, OperationId? operation);

    /// <summary>The poll as this viewer may see it.</summary>
    [AlwaysInterleave, Alias("Get")]
    Task<Result<PollView>> Get(UserId? viewer);

    /// <summary>
    /// Replaces the definition at <paramref name="version"/>: of a draft anything, later what does not change the question; else
    /// <c>definition-fixed</c>.
    /// </summary>
    [Alias("Edit")]
    Task<Result<PollView>> Edit(UserId owner, PollDefinition definition, int? version);

    /// <summary>Opens a draft now, or at its time; harmless when repeated. Refuses with <c>wrong-state</c> once it is closed.</summary>
    [Alias("Open")]
    Task<Result<PollView>> Open(UserId owner);

    /// <summary>Ends the voting and counts; answers <c>closing</c> where that goes on. Harmless when repeated; a draft is <c>wrong-state</c>.</summary>
    [Alias("Close")]
    Task<Result<PollView>> Close(UserId owner);

    /// <summary>The owner's decision of a tie that waits for it, else <c>no-tie</c>.</summary>
    [Alias("CastingVote")]
    Task<Result<PollView>> CastingVote(UserId owner, IReadOnlyList<string> order);

    /// <summary>Removes the poll with its ballots, comments and invitations; harmless when repeated.</summary>
    [Alias("Delete")]
    Task<Result<Done>> Delete(UserId owner);

    /// <summary>
    /// The count by the deciding or another method. Refuses with <c>results-hidden-until-vote</c> or <c>results-hidden-until-close</c> as the poll
    /// declares, with <c>too-few-ballots</c> where they are secret, and with <c>method-does-not-fit</c>.
    /// </summary>
    [Alias("Results")]
    Task<Result<PollResult>> Results(PollMethod? method, Voter? viewer);

    /// <summary>Whether this viewer may see counts now; the refusal of <see cref="Results"/> otherwise.</summary>
    [Alias("MaySee")]
    Task<Result<Done>> MaySee(Voter? viewer);

    /// <summary>Seed and tie decisions, or <c>poll-not-closed</c>.</summary>
    [Alias("Audit")]
    Task<Result<PollAudit>> Audit();

    /// <summary>Takes the owner's name from the poll, which goes on; a draft is deleted.</summary>
    [Alias("ForgetOwner")]
    Task ForgetOwner(UserId owner);
}
