using OrleansBackends.WebFrontend.Chat.Live;

namespace OrleansBackends.WebFrontend.Chat.Signals;

/// <summary>Connections of this process that watch a room. One caller at a time.</summary>
internal sealed class RoomListeners
{
    private readonly Dictionary<string, HashSet<RoomListener>> rooms = [];

    public void Add(RoomListener listener)
    {
        if (!rooms.TryGetValue(listener.Room, out var known))
        {
            rooms[listener.Room] = known = [];
        }

        known.Add(listener);
    }

    /// <returns>False when it was not there.</returns>
    public bool Remove(RoomListener listener)
    {
        if (!rooms.TryGetValue(listener.Room, out var known) || !known.Remove(listener))
        {
            return false;
        }

        if (known.Count == 0)
        {
            rooms.Remove(listener.Room);
        }

        return true;
    }

    /// <summary>Those who are still in the room.</summary>
    public IReadOnlyList<ChatConnection> Of(string room) =>
        rooms.TryGetValue(room, out var known) ? [.. known.Where(listener => !listener.Log.IsOver).Select(listener => listener.Connection).Distinct()] : [];
}

/// <summary>A connection that watches a room, and what it is shown of the log, which knows whether its member was removed.</summary>
internal sealed record RoomListener(string Room, ChatConnection Connection, RoomWatch Log);
