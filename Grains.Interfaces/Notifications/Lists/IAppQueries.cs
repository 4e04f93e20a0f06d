namespace OrleansBackends.Grains.Interfaces.Notifications.Lists;

/// <summary>What an application has, as lists; each refuses with <c>invalid-cursor</c>. A stateless worker: any key, no state.</summary>
[GrainInterfaceType("notifyappqueries"), Alias("notifications.i-app-queries")]
public interface IAppQueries : IGrainWithIntegerKey
{
    /// <summary>Those created last first; in order of what is filtered by where there is a filter.</summary>
    [Alias("Subscribers")]
    Task<Result<Page<SubscriberRow>>> Subscribers(string app, SubscriberFilter filter, PageRequest page);

    /// <summary>Suppressions in force, the latest first.</summary>
    [Alias("Suppressions")]
    Task<Result<Page<SuppressionRow>>> Suppressions(string app, NotifyChannel? channel, PageRequest page);

    /// <summary>In order of their keys.</summary>
    [Alias("Workflows")]
    Task<Result<Page<WorkflowRow>>> Workflows(string app, PageRequest page);

    /// <summary>The latest first; with the beginning of a transactionId in order of these.</summary>
    [Alias("Triggers")]
    Task<Result<Page<TriggerRow>>> Triggers(string app, string? prefix, PageRequest page);
}
