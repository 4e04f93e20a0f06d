namespace OrleansBackends.Silo.Notifications.Sending;

/// <summary>How much a silo sends at once.</summary>
public sealed class SendingOptions
{
    public const string Section = "Notifications:Sending";

    /// <summary>Messages on their way to one provider of an application.</summary>
    public int PerProvider { get; set; } = 32;

    /// <summary>Messages on their way in all.</summary>
    public int PerSilo { get; set; } = 1_024;

    /// <summary>False leaves everything queued.</summary>
    public bool Enabled { get; set; } = true;
}
