namespace OrleansBackends.Grains.Interfaces.Notifications.Log;

/// <summary>Lists over the delivery log. A stateless worker: any key, no state.</summary>
[GrainInterfaceType("notificationqueries"), Alias("notifications.i-queries")]
public interface INotificationQueries : IGrainWithIntegerKey
{
    /// <summary>Messages of an application, those that changed last first. Refuses with <c>invalid-cursor</c>.</summary>
    [Alias("Messages")]
    Task<Result<Page<MessageView>>> Messages(string app, MessageFilter filter, PageRequest page);

    /// <summary>Refuses with <c>message-not-found</c>.</summary>
    [Alias("Message")]
    Task<Result<MessageDetail>> Message(string app, string id);

    /// <summary>Where the messages of a trigger stand; what is not yet queued is in no count.</summary>
    [Alias("Outcomes")]
    Task<IReadOnlyList<OutcomeCount>> Outcomes(string app, string transactionId);

    /// <summary>Dead letters of a range, oldest first.</summary>
    [Alias("DeadLetters")]
    Task<IReadOnlyList<MessagePlace>> DeadLetters(string app, DeadRange range, int limit);

    /// <summary>Messages of one subscriber that a dispatch knows, in order of their ids, after <paramref name="afterId"/>; for erasure.</summary>
    [Alias("OfSubscriber")]
    Task<IReadOnlyList<MessagePlace>> OfSubscriber(string app, string subscriber, string afterId, int limit);
}
