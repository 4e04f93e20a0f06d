using System.Text.Json;
using OrleansBackends.Grains.Interfaces.Chat;

namespace OrleansBackends.WebFrontend.Chat.Live;

/// <summary>One connection to the hub: whose it is, whom it watches, and since when nobody sits before it.</summary>
internal sealed class ChatConnection(CurrentUser user, LiveConnection live, TimeProvider time)
{
    /// <summary>The topic of what has no number.</summary>
    public const string Signals = "chat:signals";

    private DateTimeOffset? idleSince;

    public UserId User => user.Id;

    public LiveConnection Live => live;

    public void SetIdle(bool idle) => idleSince = idle ? idleSince ?? time.GetUtcNow() : null;

    public PresenceState State(TimeSpan awayAfter) => time.GetUtcNow() - idleSince >= awayAfter ? PresenceState.Away : PresenceState.Online;

    /// <summary>Tells what may be lost: it never cuts off a connection that does not keep up.</summary>
    public void Tell<T>(string name, T data) => live.TryTell(Signals, name, JsonSerializer.SerializeToElement(data, WireJson.Options));
}
