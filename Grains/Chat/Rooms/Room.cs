using System.Collections.Immutable;
using OrleansBackends.Grains.Chat.Invites;
using OrleansBackends.Grains.Interfaces.Chat;

namespace OrleansBackends.Grains.Chat.Rooms;

/// <summary>The fold of a room's log: what its document holds, and everybody's standing.</summary>
internal sealed record Room(RoomState State, ImmutableDictionary<UserId, Standing> Standings)
{
    public static Room Empty { get; } = new(new RoomState(), ImmutableDictionary<UserId, Standing>.Empty);

    public Standing? Find(UserId user) => Standings.GetValueOrDefault(user);

    public Standing? Member(UserId user) => Find(user) is { Role: not null } standing ? standing : null;

    /// <summary>The entry with the count of messages that it is given in this log.</summary>
    public T Counted<T>(T entry)
        where T : RoomEntry => entry with { N = State.LastN + (entry is MessageEntry { IsInMainList: true } ? 1 : 0) };

    /// <summary>What follows an entry, whose number is one more than the last.</summary>
    public Room Apply(RoomEntry entry)
    {
        var next = this with { State = State with { LastSeq = State.LastSeq + 1, LastN = entry.N, ActiveAt = entry.At } };
        return entry switch
        {
            SettingsEntry settings => next with { State = next.State.With(settings) },
            MemberEntry member => next.With(member),
            DeskEntry desk => next with { State = next.State.With(desk) },
            PinEntry { On: true } pin => next with { State = next.State with { Pins = next.State.Pins.Add(pin.Target) } },
            PinEntry pin => next.Without(pin.Target),
            DeleteEntry delete => next.Without(delete.Target),
            _ => next,
        };
    }

    /// <summary>What follows an entry whose content was erased.</summary>
    public Room ApplyErased(DateTimeOffset at) => this with { State = State with { LastSeq = State.LastSeq + 1, ActiveAt = at } };

    private Room Without(long pinned) => this with { State = State with { Pins = State.Pins.Remove(pinned) } };

    private Room With(MemberEntry member)
    {
        var before = Find(member.User);
        return this with
        {
            Standings = Standings.SetItem(member.User, member.Standing),
            State = State with
            {
                Members = member.Members,
                Bans = State.Bans + (member.Standing.Banned ? 1 : 0) - (before is { Banned: true } ? 1 : 0),
                Owner = member.Standing.Role == RoomRole.Owner ? member.User : State.Owner,
                Invites = member.Invite is { } code ? State.Invites.Spend(code) : State.Invites,
            },
        };
    }
}

internal static class RoomStates
{
    public static RoomState With(this RoomState room, DeskEntry entry) => room with
    {
        Invites = (entry.Invite is { } link ? room.Invites.RemoveAll(old => !old.IsGoodAt(entry.At)).Add(link) : room.Invites)
            .RemoveAll(invite => invite.Code == entry.Gone),
        Hooks = (entry.Hook is { } hook ? room.Hooks.Add(hook) : room.Hooks).RemoveAll(old => old.Id == entry.Gone),
        Words = entry.Words ?? room.Words,
    };

    public static RoomState With(this RoomState room, SettingsEntry entry) => room with
    {
        Kind = entry.Room,
        Settings = entry.Settings,
        NameKey = entry.Settings.Name?.ToLowerInvariant(),
        Search = $"{entry.Settings.Name} {entry.Settings.Topic} {entry.Settings.Description}".ToLowerInvariant(),
        Version = entry.Version,
        Users = entry.Users ?? room.Users,
        CreatedAt = room.LastSeq == 1 ? entry.At : room.CreatedAt,
        DeletedAt = entry.Deleted ? room.DeletedAt ?? entry.At : null,
        FloorSeq = entry.FloorSeq ?? room.FloorSeq,
        Invites = entry.Deleted ? [] : room.Invites,
        Hooks = entry.Deleted ? [] : room.Hooks,
        Words = entry.Deleted ? [] : room.Words,
    };
}
