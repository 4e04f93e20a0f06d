using OrleansBackends.Grains.Interfaces.Chat;
using OrleansBackends.WebFrontend.Chat.Live;

namespace OrleansBackends.WebFrontend.Chat.Signals;

/// <summary>Who is connected to this process, and what it says of them: the strongest of their connections here.</summary>
internal sealed class Attendance(SignalQueue queue)
{
    public const int MaxConnections = 20;

    public static readonly TimeSpan AwayAfter = TimeSpan.FromMinutes(10);

    private readonly Lock gate = new();
    private readonly Dictionary<UserId, HashSet<ChatConnection>> here = [];

    public IReadOnlyList<UserId> Users
    {
        get
        {
            lock (gate)
            {
                return [.. here.Keys];
            }
        }
    }

    public IReadOnlyList<ChatConnection> Connections
    {
        get
        {
            lock (gate)
            {
                return [.. here.Values.SelectMany(own => own)];
            }
        }
    }

    /// <returns>False when this person has as many connections here as anybody may have.</returns>
    public bool Enter(ChatConnection connection)
    {
        lock (gate)
        {
            var own = here.TryGetValue(connection.User, out var known) ? known : here[connection.User] = [];
            if (own.Count >= MaxConnections)
            {
                return false;
            }

            own.Add(connection);
            Say(connection.User);
            return true;
        }
    }

    /// <returns>Whether this was the last connection of its user here.</returns>
    public bool Leave(ChatConnection connection)
    {
        lock (gate)
        {
            if (!here.TryGetValue(connection.User, out var own) || !own.Remove(connection))
            {
                return false;
            }

            if (own.Count == 0)
            {
                here.Remove(connection.User);
            }

            Say(connection.User);
            return own.Count == 0;
        }
    }

    /// <summary>Somebody went from one of their connections, or came back to it.</summary>
    public void SetIdle(ChatConnection connection, bool idle)
    {
        lock (gate)
        {
            connection.SetIdle(idle);
            Say(connection.User);
        }
    }

    /// <summary>Says again who is here: all, or those of one place that has forgotten it.</summary>
    public void Renew(string? place = null)
    {
        lock (gate)
        {
            foreach (var user in here.Keys.Where(user => place is null || ChatKey.Signals(user) == place))
            {
                Say(user);
            }
        }
    }

    private void Say(UserId user) => queue.Add(new PresenceLease(
        user, here.TryGetValue(user, out var own) ? own.Max(connection => connection.State(AwayAfter)) : PresenceState.Offline));
}
