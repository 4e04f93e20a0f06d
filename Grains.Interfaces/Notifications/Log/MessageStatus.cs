namespace OrleansBackends.Grains.Interfaces.Notifications.Log;

/// <summary>Where a message stands.</summary>
[GenerateSerializer, Alias("notifications.message-status")]
public enum MessageStatus
{
    /// <summary>Refused with a reason: never, or no longer, to be sent.</summary>
    Suppressed,

    /// <summary>Waits for the end of quiet hours.</summary>
    Held,

    /// <summary>Waits for its first or another try.</summary>
    Queued,

    /// <summary>The provider took it.</summary>
    Sent,

    /// <summary>The provider says that it arrived.</summary>
    Delivered,

    /// <summary>Refused for good by the provider, or it could not be rendered.</summary>
    Failed,

    /// <summary>Given up after the last try.</summary>
    Dead,
    Expired,
    Cancelled,

    /// <summary>The provider may or may not have it.</summary>
    Unknown,
}
