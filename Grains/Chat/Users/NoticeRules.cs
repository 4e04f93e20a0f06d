using System.Collections.Immutable;
using OrleansBackends.Grains.Interfaces.Chat;

namespace OrleansBackends.Grains.Chat.Users;

/// <summary>Of what somebody is notified, and when.</summary>
internal static class NoticeRules
{
    /// <summary>Rooms that wait at once; the oldest makes room.</summary>
    public const int MaxPending = 200;

    /// <summary>Who reads within this time needs no notification.</summary>
    public static readonly TimeSpan Wait = TimeSpan.FromSeconds(30);

    /// <summary>Takes something said to this person, once: what was told before changes nothing.</summary>
    public static ChatUserState Hear(this ChatUserState user, RoomNews news, DateTimeOffset now)
    {
        var (room, seq) = (news.What.Room, news.What.Seq);
        var mark = user.Mark(room);
        if (seq <= mark.ToldSeq)
        {
            return user;
        }

        var told = user with { Rooms = user.Rooms.SetItem(room, mark with { ToldSeq = seq }) };
        return seq > mark.Seq && user.Wants(news, mark, now) ? told with { Pending = user.Pending.With(news, now) } : told;
    }

    /// <summary>What the room said of this person before is not news any more.</summary>
    public static ChatUserState Entered(this ChatUserState user, string room, long seq) =>
        user with { Rooms = user.Rooms.SetItem(room, user.Mark(room) with { ToldSeq = seq }) };

    /// <summary>What was read, or is wanted no more, is not notified.</summary>
    public static ChatUserState WithoutRead(this ChatUserState user, string room) =>
        user.Pending.Find(p => p.Room == room) is { } pending && pending.LastSeq <= user.Mark(room).Seq
            ? user with { Pending = user.Pending.Remove(pending) }
            : user;

    /// <summary>Nothing of a room is kept about somebody who is not in it.</summary>
    public static ChatUserState WithoutRoom(this ChatUserState user, string room) =>
        user.Rooms.ContainsKey(room) ? user with { Rooms = user.Rooms.Remove(room), Pending = user.Pending.RemoveAll(p => p.Room == room) } : user;

    /// <summary>Whether it is to be sent now that it is due, to somebody who is seen like this by those from whom they do not hide.</summary>
    public static bool IsDue(this ChatUserState user, PendingNotice notice, PresenceState seen, DateTimeOffset now)
    {
        var mark = user.Mark(notice.Room);
        return mark.Seq < notice.LastSeq && mark.Level != NotifyLevel.None && !(mark.MutedUntil > now)
            && user.Presence.At(now) switch
            {
                PresenceChoice.Dnd => mark.Favourite && notice.Kind == RoomKind.Direct,
                _ => seen is PresenceState.Offline or PresenceState.Away,
            };
    }

    private static bool Wants(this ChatUserState user, RoomNews news, RoomMark mark, DateTimeOffset now) =>
        !user.Blocked.Contains(news.What.By) && !(mark.MutedUntil > now) && mark.Level switch
        {
            NotifyLevel.All => true,
            NotifyLevel.Mentions => news.IsMention || news.Kind == RoomKind.Direct,
            NotifyLevel.None => false,
            _ => throw new ArgumentOutOfRangeException(nameof(mark), mark.Level, "no level"),
        };

    private static ImmutableList<PendingNotice> With(this ImmutableList<PendingNotice> pending, RoomNews news, DateTimeOffset now)
    {
        var (room, seq) = (news.What.Room, news.What.Seq);
        if (pending.Find(p => p.Room == room) is { } waiting)
        {
            return pending.Replace(waiting, waiting with { LastSeq = seq, Count = waiting.Count + 1 });
        }

        var notice = new PendingNotice { Room = room, Kind = news.Kind, RoomName = news.RoomName, FirstSeq = seq, LastSeq = seq, Count = 1, DueAt = now + Wait };
        return (pending.Count < MaxPending ? pending : pending.RemoveAt(0)).Add(notice);
    }
}
