using OrleansBackends.Grains.Interfaces.Chat;
using OrleansBackends.WebFrontend.Chat.Live;

namespace OrleansBackends.WebFrontend.Chat.Signals;

/// <summary>
/// How the people are seen whom connections of this process watch or belong to. Answers what each connection is to be told anew. One caller at a time.
/// </summary>
internal sealed class PresenceTable
{
    private readonly Dictionary<UserId, Entry> people = [];
    private readonly Dictionary<ChatConnection, IReadOnlyCollection<UserId>> watches = [];

    /// <summary>Those of one place.</summary>
    public IReadOnlyList<UserId> Of(string place) => [.. people.Keys.Where(user => ChatKey.Signals(user) == place)];

    /// <summary>Those of whom nothing is known yet.</summary>
    public IReadOnlyList<UserId> Unknown => [.. people.Where(p => p.Value.View is null).Select(p => p.Key)];

    public PresenceView? Find(UserId user) => people.GetValueOrDefault(user)?.View;

    public void Arrive(ChatConnection connection)
    {
        watches[connection] = [];
        Entered(connection.User).Own.Add(connection);
    }

    /// <returns>Those whom it watched.</returns>
    public IReadOnlyCollection<UserId> Depart(ChatConnection connection)
    {
        var watched = Watch(connection, []).Left;
        if (watches.Remove(connection))
        {
            people[connection.User].Own.Remove(connection);
            Forget(connection.User);
        }

        return watched;
    }

    /// <summary>From now on the connection watches these people and nobody else.</summary>
    public (IReadOnlyCollection<UserId> Entered, IReadOnlyCollection<UserId> Left) Watch(ChatConnection connection, IReadOnlyCollection<UserId> users)
    {
        if (!watches.TryGetValue(connection, out var before))
        {
            return ([], []);
        }

        watches[connection] = users;
        var (entered, left) = (users.Except(before).ToList(), before.Except(users).ToList());
        entered.ForEach(user => Entered(user).Watchers.Add(connection));
        foreach (var user in left)
        {
            people[user].Watchers.Remove(connection);
            Forget(user);
        }

        return (entered, left);
    }

    /// <summary>Takes how somebody is seen now.</summary>
    /// <param name="view">What their place says.</param>
    /// <param name="isSure">False where that place may only not have heard yet that somebody is here: what was known stays.</param>
    public IReadOnlyList<Seen> Take(PresenceView view, bool isSure)
    {
        if (!people.TryGetValue(view.User, out var entry))
        {
            return [];
        }

        var pairs = entry.Watchers.Select(watcher => (Connection: watcher, view.User))
            .Union(entry.Own.SelectMany(own => watches[own].Select(user => (Connection: own, User: user)))).ToList();
        var before = pairs.ConvertAll(pair => Show(pair.Connection, pair.User));
        entry.View = isSure || entry.View is null ? view : entry.View with { Blocked = view.Blocked };
        return [.. pairs.Select(pair => Show(pair.Connection, pair.User)).Where((after, i) => after != before[i])];
    }

    /// <summary>How a connection's user sees somebody: as offline while it is not known whether one hides from the other.</summary>
    public Seen Show(ChatConnection connection, UserId user) =>
        Find(user) is { } view && Find(connection.User) is { } watcher && !Hidden.Are(watcher, view)
            ? new Seen(connection, user, view.State, view.LastSeenAt)
            : new Seen(connection, user, PresenceState.Offline, null);

    private Entry Entered(UserId user)
    {
        if (!people.TryGetValue(user, out var entry))
        {
            people[user] = entry = new Entry();
        }

        return entry;
    }

    private void Forget(UserId user)
    {
        if (people[user] is { Own.Count: 0, Watchers.Count: 0 })
        {
            people.Remove(user);
        }
    }

    private sealed class Entry
    {
        public PresenceView? View { get; set; }

        public HashSet<ChatConnection> Watchers { get; } = [];

        public HashSet<ChatConnection> Own { get; } = [];
    }
}

/// <summary>How one connection sees somebody.</summary>
internal sealed record Seen(ChatConnection Connection, UserId User, PresenceState State, DateTimeOffset? LastSeenAt);
