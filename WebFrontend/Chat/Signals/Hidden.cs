using OrleansBackends.Grains.Interfaces.Chat;

namespace OrleansBackends.WebFrontend.Chat.Signals;

/// <summary>Whoever blocks somebody is not seen by them, and does not see them.</summary>
internal static class Hidden
{
    public static bool Are(PresenceView one, PresenceView other) => one.Blocked.Contains(other.User) || other.Blocked.Contains(one.User);
}
