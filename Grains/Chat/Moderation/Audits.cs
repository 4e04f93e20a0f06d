using OrleansBackends.Grains.Chat.Rooms;
using OrleansBackends.Grains.Interfaces.Chat;

namespace OrleansBackends.Grains.Chat.Moderation;

/// <summary>Entries of a room's log as the trace of who did what: an act and its trace are one entry.</summary>
internal static class Audits
{
    public static AuditView Show(long seq, RoomEntry entry)
    {
        var (act, user, message, detail) = entry switch
        {
            SettingsEntry room => (room.Deleted ? "ended" : room.Version == 1 ? "made" : "changed", null, null, null),
            MemberEntry { Act: "role" or "joined" } member => (member.Act, member.User, null, member.Standing.Role?.ToString().ToLowerInvariant()),
            MemberEntry member => (member.Act, member.User, null, member.Standing.Reason),
            DeleteEntry delete => ("deleted", delete.Author, delete.Target, delete.Hook),
            PinEntry pin => (pin.On ? "pinned" : "unpinned", null, pin.Target, null),
            DeskEntry desk => (desk.Act, null, null, desk.Hook?.Name ?? desk.Action?.ToString().ToLowerInvariant()),
            _ => (entry.Kind(), default(UserId?), default(long?), default(string)),
        };
        return new AuditView { Seq = seq, At = entry.At, By = entry.By!.Value, Act = act, User = user, Message = message, Detail = detail };
    }
}
