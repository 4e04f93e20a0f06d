using Orleans.Concurrency;

namespace OrleansBackends.Grains.Interfaces.Notifications.Dispatch;

/// <summary>
/// The queue of one application and channel, or of one webhook endpoint, for the recipients of its shard. Accepted messages are never lost: each
/// ends as done or dead in the log. Claims live in memory only, so what a lost silo was sending is sent again under the same id.
/// </summary>
[GrainInterfaceType("dispatch"), Alias("notifications.i-dispatch")]
public interface IDispatchGrain : IGrainWithStringKey
{
    /// <summary>Messages in one call.</summary>
    public const int MaxMessages = 1_000;

    /// <summary>Messages that may wait; beyond it <see cref="Enqueue"/> refuses.</summary>
    public const long MaxOpen = 5_000_000;

    /// <summary>
    /// Takes messages in their order, durable when answered. One whose id was taken before, however long ago within the log's 90 days, is left out.
    /// Refuses all of them with <c>queue-full</c>. Interleaves, so that callers share a write.
    /// </summary>
    [AlwaysInterleave, Alias("Enqueue")]
    Task<Result<Done>> Enqueue(IReadOnlyList<QueuedMessage> messages);

    /// <summary>Whether <see cref="Enqueue"/> refuses now. Interleaves, since it only reads.</summary>
    [AlwaysInterleave, Alias("IsFull")]
    Task<bool> IsFull();

    /// <summary>Hands out up to <paramref name="most"/> messages that are due, at most one at a time of each recipient.</summary>
    [Alias("Claim")]
    Task<Claimed> Claim(Lane lane, int most);

    /// <summary>
    /// The same for the sender of a silo: one that got no answer asks again under its ticket, and gets what it was given and has not reported. What it
    /// holds is due again soon after its silo died.
    /// </summary>
    [Alias("ClaimFor")]
    Task<Claimed> ClaimFor(ClaimTicket ticket, Lane lane, int most);

    /// <summary>Ends claims: decides about each message and answers when that is durable. Interleaves, so that reports share a write.</summary>
    [AlwaysInterleave, Alias("Report")]
    Task<Reported> Report(IReadOnlyList<SendReport> reports);

    /// <summary>Stops messages that are not being sent; answers the ids of those it stopped.</summary>
    [Alias("Cancel")]
    Task<IReadOnlyList<string>> Cancel(IReadOnlyList<string> ids);

    /// <summary>
    /// Queues a message again that was given up, failed or is of unknown outcome, under the same id. Refuses with <c>message-not-found</c>,
    /// <c>not-dead</c> or <c>not-replayable</c>.
    /// </summary>
    /// <param name="id">The message.</param>
    /// <param name="version">The workflow version to use from now on; null keeps the one it had.</param>
    [Alias("Replay")]
    Task<Result<Done>> Replay(string id, int? version);

    /// <summary>Replays those of the messages that can be; answers how many.</summary>
    [Alias("ReplayAll")]
    Task<int> ReplayAll(IReadOnlyList<string> ids);

    /// <summary>Notes what became of a message that a provider had taken; a repeat and an unknown id change nothing.</summary>
    [Alias("Confirm")]
    Task Confirm(MessageReceipt receipt);

    /// <summary>Stops what is open of these messages and erases their addresses; the log keeps ids and outcomes.</summary>
    [Alias("Forget")]
    Task Forget(IReadOnlyList<string> ids);

    [Alias("Status")]
    Task<DispatchStatus> Status();
}
