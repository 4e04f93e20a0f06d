using OrleansBackends.Grains.Chat.Invites;
using OrleansBackends.Grains.Interfaces.Chat;

namespace OrleansBackends.Grains.Chat.Rooms;

/// <summary>Who comes, goes and may: pure, the answer is what the log will say, nothing where nothing changes.</summary>
internal static class MemberRules
{
    public static MemberEntry Enter(this Room room, UserId user, UserId by, RoomRole role, DateTimeOffset now)
    {
        var seq = room.State.LastSeq + 1;
        var standing = (room.Find(user) ?? new Standing { User = user }) with 
        {
            Role = role, JoinedSeq = seq, JoinedN = room.State.LastN, InvitedBy = null, InvitedUntil = null,
        };
        return room.Says("joined", by, standing, now);
    }

    public static Result<MemberEntry[]> Join(this Room room, UserId user, DateTimeOffset now, string? invite = null)
    {
        if (room.Member(user) is not null)
        {
            return None;
        }

        var (standing, link) = (room.Find(user), room.Link(invite, now));
        var isOpen = room.State.Settings.Visibility == RoomVisibility.Public || standing?.IsInvitedAt(now) == true || link is not null;
        return standing?.IsBannedAt(now) == true ? ChatErrors.Banned
            : !isOpen ? invite is null ? ChatErrors.InviteRequired : ChatErrors.InviteExpired
            : room.State.Members >= ChatLimits.Members ? ChatErrors.RoomFull
            : Of(room.Enter(user, user, RoomRole.Member, now) with { Invite = link?.Code });
    }

    public static Result<MemberEntry[]> Leave(this Room room, UserId user, UserId? successor, DateTimeOffset now)
    {
        // A conversation keeps its people; who leaves only hides it, and that is the person's own matter.
        if (room.Member(user) is not { } member || room.State.Kind != RoomKind.Room)
        {
            return None;
        }

        if (member.Role != RoomRole.Owner)
        {
            return Of(room.Says("left", user, member with { Role = null }, now));
        }

        if (successor is not { } next || next == user || room.Member(next) is not { } heir)
        {
            return ChatErrors.OwnerMustTransfer;
        }

        var given = room.Says("role", user, heir with { Role = RoomRole.Owner }, now);
        return Of(given, room.Apply(given).Says("left", user, member with { Role = null }, now));
    }

    /// <summary>Somebody goes without a word: an owner's room goes to the highest of its members, of those to the one longest in it.</summary>
    public static MemberEntry[] Forget(this Room room, UserId user, DateTimeOffset now)
    {
        if (room.Member(user) is not { } member || room.State.Kind != RoomKind.Room)
        {
            return None;
        }

        var heir = member.Role != RoomRole.Owner ? null : room.Standings.Values.Where(s => s.Role is not null && s.User != user)
            .OrderByDescending(s => s.Role).ThenBy(s => s.JoinedSeq).FirstOrDefault();
        return room.Leave(user, heir?.User, now) is { IsOk: true } left ? left.Value : Of(room.Says("left", user, member with { Role = null }, now));
    }

    public static Result<MemberEntry[]> SetRole(this Room room, UserId by, UserId user, RoomRole role, DateTimeOffset now)
    {
        if (room.Member(by) is not { } actor)
        {
            return ChatErrors.RoomNotFound;
        }

        var target = room.Member(user);
        if (target?.Role == role)
        {
            return None;
        }

        if (room.State.Kind != RoomKind.Room || actor.Role < RoomRole.Admin || target?.Role >= actor.Role || (role >= actor.Role && actor.Role != RoomRole.Owner))
        {
            return ChatErrors.NotAllowed;
        }

        if (target is null)
        {
            return room.Find(user)?.IsBannedAt(now) == true ? ChatErrors.Banned
                : role == RoomRole.Owner ? ChatErrors.MemberNotFound
                : room.State.Members >= ChatLimits.Members ? ChatErrors.RoomFull
                : Of(room.Enter(user, by, role, now));
        }

        var given = room.Says("role", by, target with { Role = role }, now);
        return role != RoomRole.Owner
            ? Of(given)
            : Of(given, room.Apply(given).Says("role", by, actor with { Role = RoomRole.Admin }, now));
    }

    public static Result<MemberEntry[]> Kick(this Room room, UserId by, Sanction kick, DateTimeOffset now) =>
        room.Refuse(by, kick.User) is { } refused ? refused
        : room.Member(kick.User) is not { } member ? ChatErrors.MemberNotFound
        : Of(room.Says("kicked", by, member with { Role = null, Reason = kick.Reason }, now));

    public static Result<MemberEntry[]> Ban(this Room room, UserId by, Sanction ban, DateTimeOffset now) =>
        room.Refuse(by, ban.User) is { } refused ? refused
        : room.State.Bans >= ChatLimits.Bans && room.Find(ban.User) is not { Banned: true } ? ChatErrors.TooManyBans
        : Of(room.Says("banned", by, room.Barred(ban), now));

    public static Result<MemberEntry[]> Unban(this Room room, UserId by, UserId user, DateTimeOffset now) =>
        room.Refuse(by, user) is { } refused ? refused
        : room.Find(user) is not { Banned: true } barred ? None
        : Of(room.Says("unbanned", by, barred with { Banned = false, BannedUntil = null, Reason = null }, now));

    public static Result<MemberEntry[]> Mute(this Room room, UserId by, Sanction mute, DateTimeOffset now) =>
        room.Refuse(by, mute.User) is { } refused ? refused
        : room.Member(mute.User) is not { } member ? ChatErrors.MemberNotFound
        : Of(room.Says("muted", by, member with { Muted = true, MutedUntil = mute.Until, Reason = mute.Reason }, now));

    public static Result<MemberEntry[]> Unmute(this Room room, UserId by, UserId user, DateTimeOffset now) =>
        room.Refuse(by, user) is { } refused ? refused
        : room.Find(user) is not { Muted: true } muted ? None
        : Of(room.Says("unmuted", by, muted with { Muted = false, MutedUntil = null }, now));

    private static MemberEntry[] None => [];

    private static MemberEntry[] Of(params MemberEntry[] entries) => entries;

    private static Standing Barred(this Room room, Sanction ban) => (room.Find(ban.User) ?? new Standing { User = ban.User }) with
    {
        Role = null, Banned = true, BannedUntil = ban.Until, Reason = ban.Reason, InvitedBy = null, InvitedUntil = null,
    };

    /// <summary>Nobody acts on an equal or higher role, and on nobody in a conversation.</summary>
    private static Error? Refuse(this Room room, UserId by, UserId user) =>
        room.Member(by) is not { } actor ? ChatErrors.RoomNotFound
        : room.State.Kind != RoomKind.Room || actor.Role < RoomRole.Moderator || room.Member(user)?.Role >= actor.Role ? ChatErrors.NotAllowed
        : null;

    public static MemberEntry Says(this Room room, string act, UserId by, Standing standing, DateTimeOffset now)
    {
        var members = room.State.Members + (standing.Role is null ? 0 : 1) - (room.Member(standing.User) is null ? 0 : 1);
        return new MemberEntry
        {
            Act = act, By = by, At = now, User = standing.User, Standing = standing, Members = members, Fan = members == room.State.Members ? null : 1,
        };
    }
}
