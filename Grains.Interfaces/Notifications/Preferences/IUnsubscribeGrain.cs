using Orleans.Concurrency;

namespace OrleansBackends.Grains.Interfaces.Notifications.Preferences;

/// <summary>Reads the links of unsubscribing, whose keys only silos hold. A stateless worker: any key, no state.</summary>
[GrainInterfaceType("unsubscribe"), Alias("notifications.i-unsubscribe")]
public interface IUnsubscribeGrain : IGrainWithIntegerKey
{
    /// <summary>What the link would switch off; null when it is not ours. Changes nothing.</summary>
    [ReadOnly, Alias("Read")]
    Task<UnsubscribeView?> Read(string token);

    /// <summary>Switches it off, harmless when repeated; null when the link is not ours. Refuses with <c>category-critical</c>.</summary>
    [Alias("Apply")]
    Task<Result<UnsubscribeView>?> Apply(string token);
}

/// <summary>A category, by its name for people, and a channel.</summary>
[GenerateSerializer, Immutable, Alias("notifications.unsubscribe-view")]
public sealed record UnsubscribeView([property: Id(0)] string Category, [property: Id(1)] NotifyChannel Channel);
