namespace OrleansBackends.Grains.Interfaces.Notifications.Subscribers;

/// <summary>Erases a subscriber wherever something of it lies. Callers were admitted by the application. A stateless worker: any key, no state.</summary>
[GrainInterfaceType("subscriber-erasure"), Alias("notifications.i-subscriber-erasure")]
public interface ISubscriberErasure : IGrainWithIntegerKey
{
    /// <summary>
    /// Erases contact, devices, preferences and inbox, stops what waits in queues and erases its addresses; the log keeps ids and outcomes. Harmless when
    /// repeated.
    /// </summary>
    [ResponseTimeout("00:00:30"), Alias("Erase")]
    Task<Result<Done>> Erase(string app, string subscriber);
}
