namespace OrleansBackends.Grains.Interfaces.Notifications.Addresses;

/// <summary>Why nothing goes to an address; the log keeps these words.</summary>
public static class SuppressionReasons
{
    public const string HardBounce = "hard-bounce";
    public const string SoftBounces = "soft-bounces";

    /// <summary>The person answered STOP.</summary>
    public const string Stop = "stop";

    /// <summary>By hand, without another word.</summary>
    public const string Manual = "manual";

    /// <summary>Not a suppression: too many messages in the period.</summary>
    public const string SmsCap = "sms-cap";
}
