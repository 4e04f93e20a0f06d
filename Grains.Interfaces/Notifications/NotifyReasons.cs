namespace OrleansBackends.Grains.Interfaces.Notifications;

/// <summary>Why a message was not sent, as the log names it; the same word everywhere.</summary>
public static class NotifyReasons
{
    public const string Condition = "condition";
    public const string NoAddress = "no-address";
    public const string AddressInvalid = "address-invalid";
    public const string NotConfigured = "channel-not-configured";
    public const string OptedOut = "opted-out";
    public const string BacklogFull = "backlog-full";
    public const string Expired = "expired";
    public const string Cancelled = "cancelled";
    public const string RenderFailed = "render-failed";
}
