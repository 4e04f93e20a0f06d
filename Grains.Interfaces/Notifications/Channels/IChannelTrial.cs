namespace OrleansBackends.Grains.Interfaces.Notifications.Channels;

/// <summary>
/// Tries a provider or a webhook endpoint at once, past queues and log. Callers were admitted by the application. A stateless worker: any key, no state.
/// </summary>
[GrainInterfaceType("channel-trial"), Alias("notifications.i-channel-trial")]
public interface IChannelTrial : IGrainWithIntegerKey
{
    /// <summary>Refuses with <c>provider-not-found</c>, <c>address-invalid</c> or <c>device-not-found</c>.</summary>
    /// <param name="app">The application.</param>
    /// <param name="channel">One that has a provider.</param>
    /// <param name="to">A mail address, a phone number, or for pushes a subscriber, whose newest device gets it.</param>
    [ResponseTimeout("00:00:30"), Alias("Provider")]
    Task<Result<TrialView>> Provider(string app, NotifyChannel channel, string to);

    /// <summary>Calls the endpoint, also a disabled one. Refuses with <c>endpoint-not-found</c>.</summary>
    [ResponseTimeout("00:00:30"), Alias("Endpoint")]
    Task<Result<TrialView>> Endpoint(string app, string id);
}

/// <summary>What came of a trial. <paramref name="Detail"/> is <c>sent</c>, with the provider's own name of the message if it has one, or the reason.</summary>
[GenerateSerializer, Immutable, Alias("notifications.trial")]
public sealed record TrialView([property: Id(0)] bool Ok, [property: Id(1)] string Detail);
