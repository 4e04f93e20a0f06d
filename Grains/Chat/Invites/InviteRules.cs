using OrleansBackends.Grains.Chat.Rooms;
using OrleansBackends.Grains.Interfaces.Chat;

namespace OrleansBackends.Grains.Chat.Invites;

/// <summary>Who asks whom to come in: pure, the answer is the entry that says so.</summary>
internal static class InviteRules
{
    /// <summary>An invitation by name needs no secret: it is good for that person alone.</summary>
    public static string CodeOf(UserId user) => $"u{user.Value:N}";

    /// <summary>Bans and roles are looked at before; an invitation only opens what is closed.</summary>
    public static InviteLink? Link(this Room room, string? code, DateTimeOffset now) =>
        code is null ? null : room.State.Invites.Find(link => link.Code == code && link.IsGoodAt(now));

    public static Result<RoomEntry> Invite(this Room room, NewInvite invite, string code, DateTimeOffset now) =>
        room.RefuseInviting(invite.By) is { } refused ? refused
        : invite.MaxUses is < 1 or > ChatLimits.InviteUses ? ChatErrors.SettingInvalid("maxUses", $"1 to {ChatLimits.InviteUses}.")
        : invite.ExpiresAt <= now || invite.ExpiresAt > now.AddDays(ChatLimits.InviteDays)
            ? ChatErrors.SettingInvalid("expiresAt", $"From now on, {ChatLimits.InviteDays} days at most.")
        : invite.User is { } user ? room.InvitePerson(user, invite, now)
        : room.Count(now) >= ChatLimits.Invites ? ChatErrors.TooManyInvites
        : new DeskEntry
        {
            Act = "invite", By = invite.By, At = now,
            Invite = new InviteLink { Code = code, By = invite.By, MaxUses = invite.MaxUses, ExpiresAt = invite.ExpiresAt, Request = invite.Operation?.BodyHash },
        };

    /// <returns>An error, or the entry; null where there is no such invitation any more.</returns>
    public static Result<RoomEntry?> Revoke(this Room room, UserId by, string code, DateTimeOffset now)
    {
        var member = room.Member(by);
        if (room.Standings.Values.FirstOrDefault(s => s.InvitedUntil is not null && CodeOf(s.User) == code) is { } invited)
        {
            return invited.User != by && member is null ? ChatErrors.RoomNotFound
                : invited.User != by && !MayRevoke(member!, invited.InvitedBy) ? ChatErrors.NotAllowed
                : room.Says(invited.User == by ? "declined" : "uninvited", by, invited with { InvitedBy = null, InvitedUntil = null }, now);
        }

        return member is null ? ChatErrors.RoomNotFound
            : room.State.Invites.Find(link => link.Code == code) is not { } found ? default(RoomEntry)
            : !MayRevoke(member, found.By) ? ChatErrors.NotAllowed
            : new DeskEntry { Act = "uninvite", By = by, At = now, Gone = code };
    }

    public static Error? RefuseInviting(this Room room, UserId by) =>
        room.Member(by) is not { } member ? ChatErrors.RoomNotFound
        : room.State.Kind != RoomKind.Room || member.Role < room.State.Settings.Invite || member.Role == RoomRole.Guest ? ChatErrors.NotAllowed
        : null;

    public static IEnumerable<InviteView> All(this Room room, DateTimeOffset now) =>
        room.State.Invites.Where(link => link.IsGoodAt(now)).Select(ToView)
            .Concat(room.Standings.Values.Where(s => s.IsInvitedAt(now)).OrderBy(s => s.InvitedUntil).Select(ToInvite));

    public static InviteView ToView(this InviteLink link) =>
        new() { Code = link.Code, By = link.By, MaxUses = link.MaxUses, Uses = link.Uses, ExpiresAt = link.ExpiresAt };

    public static InviteView ToInvite(this Standing invited) =>
        new() { Code = CodeOf(invited.User), User = invited.User, By = invited.InvitedBy!.Value, ExpiresAt = invited.InvitedUntil!.Value };

    private static Result<RoomEntry> InvitePerson(this Room room, UserId user, NewInvite invite, DateTimeOffset now)
    {
        var standing = room.Find(user) ?? new Standing { User = user };
        return standing.Role is not null ? ChatErrors.AlreadyMember
            : standing.IsBannedAt(now) ? ChatErrors.Banned
            : !standing.IsInvitedAt(now) && room.Count(now) >= ChatLimits.Invites ? ChatErrors.TooManyInvites
            : room.Says("invited", invite.By, standing with { InvitedBy = invite.By, InvitedUntil = invite.ExpiresAt }, now);
    }

    private static int Count(this Room room, DateTimeOffset now) =>
        room.State.Invites.Count(link => link.IsGoodAt(now)) + room.Standings.Values.Count(s => s.IsInvitedAt(now));

    private static bool MayRevoke(Standing member, UserId? maker) => member.Role >= RoomRole.Admin || maker == member.User;
}
