namespace OrleansBackends.Grains.Interfaces.Notifications.Log;

/// <summary>
/// Owns the feed <c>notifications:deliveries:{app}</c>: counters per channel and outcome since it woke, at most two events a second, and each dead
/// letter and disabled endpoint at once. In memory only: the log is what lasts.
/// </summary>
[GrainInterfaceType("delivery-feed"), Alias("notifications.i-delivery-feed")]
public interface IDeliveryFeedGrain : ILiveSource
{
    /// <summary>Adds what a silo's sender brought to an end.</summary>
    [Alias("Count")]
    Task Count(IReadOnlyList<OutcomeCount> counts);

    [Alias("Dead")]
    Task Dead(IReadOnlyList<DeadMessage> messages);

    [Alias("EndpointDisabled")]
    Task EndpointDisabled(string endpoint, string reason);
}

/// <summary>A message that was given up, as watchers see it.</summary>
[GenerateSerializer, Immutable, Alias("notifications.dead-message")]
public sealed record DeadMessage(
    [property: Id(0)] string Id, [property: Id(1)] NotifyChannel Channel, [property: Id(2)] string Workflow, [property: Id(3)] string? Reason);
