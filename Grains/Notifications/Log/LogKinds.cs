namespace OrleansBackends.Grains.Notifications.Log;

/// <summary>Kinds of entries in the journals of a dispatch.</summary>
internal static class LogKinds
{
    public const string Queued = "queued";
    public const string Attempt = "attempt";
    public const string Done = "done";
    public const string Dead = "dead";
}
