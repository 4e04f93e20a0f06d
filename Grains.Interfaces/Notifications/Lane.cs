namespace OrleansBackends.Grains.Interfaces.Notifications;

/// <summary>How urgent a message is; one-time codes go first always.</summary>
[GenerateSerializer, Alias("notifications.lane")]
public enum Lane
{
    Otp,
    Transactional,
    Bulk,
}
