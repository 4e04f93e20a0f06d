using OrleansBackends.Grains.Interfaces.Chat;

namespace OrleansBackends.Grains.Chat.Rooms;

internal static class RoomViews
{
    /// <summary>The room as somebody sees it; what is said in it shows only to members, so the numbers are theirs alone.</summary>
    public static RoomView ToView(this RoomState room, Standing? asker, DateTimeOffset now)
    {
        var isMember = asker is { Role: not null };
        var muted = isMember && asker!.IsMutedAt(now);
        return new RoomView
        {
            Id = room.Id,
            Kind = room.Kind,
            Settings = room.Settings,
            Members = room.Members,
            CreatedAt = room.CreatedAt,
            Version = room.Version,
            Role = asker?.Role,
            Muted = muted,
            MutedUntil = muted ? asker!.MutedUntil : null,
            LastSeq = isMember ? room.LastSeq : 0,
            LastN = isMember ? room.LastN : 0,
            FloorSeq = isMember ? room.FloorFor(asker!) : 0,
            Users = room.Users,
        };
    }

    /// <summary>History <c>joined</c> hides everything up to the entry with which a member came.</summary>
    public static long FloorFor(this RoomState room, Standing member) =>
        room.Settings.History == RoomHistory.Joined ? Math.Max(room.FloorSeq, member.JoinedSeq - 1) : room.FloorSeq;
}
