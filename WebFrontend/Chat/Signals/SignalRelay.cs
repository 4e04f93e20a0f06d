using System.Text.Json;
using OrleansBackends.Grains.Interfaces.Chat;
using OrleansBackends.WebFrontend.Chat.Live;

namespace OrleansBackends.WebFrontend.Chat.Signals;

/// <summary>
/// Hands on what the places of signals tell, to those connections of this process that watch the room or the person, and not to whoever is hidden from
/// them.
/// </summary>
internal sealed class SignalRelay(Places places, PresenceReader reader, Attendance attendance, People names) : IPlaceReader
{
    private readonly Lock gate = new();
    private readonly PresenceTable people = new();
    private readonly RoomListeners rooms = new();
    private readonly HashSet<string> unsettled = [];

    /// <summary>Answers when it is known whom this person blocks: until then they are shown nobody.</summary>
    public async Task Arrive(ChatConnection connection)
    {
        lock (gate)
        {
            people.Arrive(connection);
        }

        await places.Enter(ChatKey.Signals(connection.User), this);
        await Refresh([connection.User]);
    }

    public void Depart(ChatConnection connection)
    {
        IReadOnlyCollection<UserId> watched;
        lock (gate)
        {
            watched = people.Depart(connection);
        }

        Leave(watched.Append(connection.User));
    }

    /// <summary>From now on the connection is told of these people and of nobody else; answers how they are seen.</summary>
    public async Task<IReadOnlyList<PresenceData>> Watch(ChatConnection connection, IReadOnlyCollection<UserId> users)
    {
        IReadOnlyCollection<UserId> entered, left;
        lock (gate)
        {
            (entered, left) = people.Watch(connection, users);
        }

        Leave(left);
        await Task.WhenAll(entered.Select(user => places.Enter(ChatKey.Signals(user), this)));
        await Refresh(users.Append(connection.User), asker: connection);
        List<Seen> seen;
        lock (gate)
        {
            seen = [.. users.Select(user => people.Show(connection, user))];
        }

        var persons = await names.Find(users);
        return [.. seen.Select(s => new PresenceData(persons[s.User], s.State, s.LastSeenAt))];
    }

    /// <summary>The connection is told who types in a room and how far it is read, until the answer is disposed or its user is removed.</summary>
    public IDisposable Listen(RoomListener listener)
    {
        lock (gate)
        {
            rooms.Add(listener);
        }

        places.Enter(ChatKey.SignalsOf(listener.Room), this).Ignore();
        return new Ending(() => Silence(listener));
    }

    /// <summary>Whom somebody who is connected here blocks; null while that is not known.</summary>
    public IReadOnlyList<UserId>? BlockedBy(UserId user)
    {
        lock (gate)
        {
            return people.Find(user)?.Blocked;
        }
    }

    /// <summary>Asks again where something could not be had or was not heard of yet.</summary>
    public async Task Mend()
    {
        places.Mend(this);
        List<UserId> unknown;
        lock (gate)
        {
            unknown = [.. people.Unknown, .. unsettled.SelectMany(people.Of)];
            unsettled.Clear();
        }

        await Refresh(unknown);
    }

    public async Task Read(LiveEvent told)
    {
        switch (told.Name)
        {
            case SignalNames.Presence:
                await Tell(Take([Read<PresenceView>(told)], isSettled: true));
                break;
            case SignalNames.Typing:
                var typing = Read<TypingSignal>(told);
                await Tell(typing.Room, typing.User, typing.Blocked, SignalNames.Typing, person => new TypingData(typing.Room, person));
                break;
            case SignalNames.Receipt:
                var receipt = Read<ReadReceipt>(told);
                await Tell(receipt.Room, receipt.User, receipt.Blocked, SignalNames.Receipt, person => new ReceiptData(receipt.Room, person, receipt.Seq));
                break;
        }
    }

    public async Task Lost(string place)
    {
        attendance.Renew(place);
        IReadOnlyList<UserId> users;
        lock (gate)
        {
            users = people.Of(place);
        }

        await Refresh(users);
    }

    private static T Read<T>(LiveEvent told) => JsonSerializer.Deserialize<T>(told.Data, WireJson.Options)!;

    /// <param name="users">Whose places are asked.</param>
    /// <param name="asker">Gets it all as its answer, and is not told besides.</param>
    private async Task Refresh(IEnumerable<UserId> users, ChatConnection? asker = null)
    {
        foreach (var (place, asked) in await reader.Ask(users))
        {
            if (!asked.Settled)
            {
                lock (gate)
                {
                    unsettled.Add(place);
                }
            }

            await Tell(Take(asked.People, asked.Settled).FindAll(seen => seen.Connection != asker));
        }
    }

    private List<Seen> Take(IEnumerable<PresenceView> views, bool isSettled)
    {
        lock (gate)
        {
            return [.. views.SelectMany(view => people.Take(view, isSettled || view.State != PresenceState.Offline))];
        }
    }

    private async Task Tell(List<Seen> changed)
    {
        var persons = await names.Find(changed.Select(seen => seen.User));
        changed.ForEach(seen => seen.Connection.Tell(SignalNames.Presence, new PresenceData(persons[seen.User], seen.State, seen.LastSeenAt)));
    }

    private async Task Tell<T>(string room, UserId user, IReadOnlyList<UserId> blocked, string name, Func<Person, T> show)
    {
        List<ChatConnection> listeners;
        lock (gate)
        {
            listeners = [.. rooms.Of(room).Where(c => c.User != user && !blocked.Contains(c.User) && people.Find(c.User)?.Blocked.Contains(user) is false)];
        }

        if (listeners.Count > 0)
        {
            var data = show((await names.Find([user]))[user]);
            listeners.ForEach(connection => connection.Tell(name, data));
        }
    }

    private void Silence(RoomListener listener)
    {
        bool wasThere;
        lock (gate)
        {
            wasThere = rooms.Remove(listener);
        }

        if (wasThere)
        {
            places.Leave(ChatKey.SignalsOf(listener.Room));
        }
    }

    private void Leave(IEnumerable<UserId> users)
    {
        foreach (var user in users)
        {
            places.Leave(ChatKey.Signals(user));
        }
    }

    private sealed class Ending(Action end) : IDisposable
    {
        public void Dispose() => end();
    }
}
