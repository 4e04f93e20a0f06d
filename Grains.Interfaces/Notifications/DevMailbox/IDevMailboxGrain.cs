namespace OrleansBackends.Grains.Interfaces.Notifications.DevMailbox;

/// <summary>In development: what was sent where no provider was configured. In memory only, the last <see cref="Kept"/>.</summary>
[GrainInterfaceType("devmailbox"), Alias("notifications.i-dev-mailbox")]
public interface IDevMailboxGrain : IGrainWithStringKey
{
    public const string Key = "devmailbox:all";
    public const int Kept = 200;

    /// <summary>A message that is there already stays where it is.</summary>
    [Alias("Put")]
    Task Put(DevMessage message);

    /// <summary>The newest first.</summary>
    [Alias("List")]
    Task<IReadOnlyList<DevMessage>> List();

    [Alias("Clear")]
    Task Clear();
}
