using Orleans.Concurrency;

namespace OrleansBackends.Grains.Interfaces.Notifications.Triggers;

/// <summary>One trigger, named by its application and transactionId; kept for 30 days after its end.</summary>
[GrainInterfaceType("trigger"), Alias("notifications.i-trigger")]
public interface ITriggerGrain : IGrainWithStringKey
{
    /// <summary>
    /// Answers when the trigger is durable; its recipients are told afterwards. A repeat answers the same; other content is refused with
    /// <c>transaction-conflict</c>. Refuses with <c>workflow-unknown</c>, <c>topic-unknown</c> or what cannot be read.
    /// </summary>
    [Alias("Start")]
    Task<Result<TriggerReceipt>> Start(NewTrigger trigger);

    [Alias("Get")]
    Task<Result<TriggerView>> Get();

    /// <summary>Stops what has not been handed over; harmless when repeated.</summary>
    [Alias("Cancel")]
    Task<Result<CancelView>> Cancel();

    /// <summary>For senders. Interleaves, since it only reads what is durable and must not wait for recipients being told.</summary>
    [AlwaysInterleave, Alias("Content")]
    Task<TriggerContent?> Content();

    /// <summary>Told by senders of messages of the otp lane that are final; with the last one the payload goes.</summary>
    [Alias("Settle")]
    Task Settle(IReadOnlyList<string> messages);
}
