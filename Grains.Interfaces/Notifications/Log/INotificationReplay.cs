namespace OrleansBackends.Grains.Interfaces.Notifications.Log;

/// <summary>Replays many dead letters at once. A stateless worker: any key, no state.</summary>
[GrainInterfaceType("notificationreplay"), Alias("notifications.i-replay")]
public interface INotificationReplay : IGrainWithIntegerKey
{
    /// <summary>Dead letters in one call.</summary>
    public const int MaxMessages = 10_000;

    /// <summary>Queues the dead letters of a range again, at most <see cref="MaxMessages"/>, the oldest first; answers how many.</summary>
    [ResponseTimeout("00:00:30"), Alias("Replay")]
    Task<int> Replay(string app, DeadRange range);
}
