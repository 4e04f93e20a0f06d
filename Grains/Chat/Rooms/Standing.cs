using OrleansBackends.Grains.Interfaces.Chat;

namespace OrleansBackends.Grains.Chat.Rooms;

/// <summary>How one person stands to a room: in it with a role, muted, barred. The last <c>member</c> entry of the person holds it whole.</summary>
internal sealed record Standing
{
    public required UserId User { get; init; }

    /// <summary>Null for somebody who is not in the room.</summary>
    public RoomRole? Role { get; init; }

    public long JoinedSeq { get; init; }
    public long JoinedN { get; init; }
    public bool Muted { get; init; }
    public DateTimeOffset? MutedUntil { get; init; }
    public bool Banned { get; init; }
    public DateTimeOffset? BannedUntil { get; init; }
    public string? Reason { get; init; }

    /// <summary>Who invited this person by name.</summary>
    public UserId? InvitedBy { get; init; }

    public DateTimeOffset? InvitedUntil { get; init; }

    public bool IsInvitedAt(DateTimeOffset now) => InvitedUntil > now;

    public bool IsMutedAt(DateTimeOffset now) => Muted && (MutedUntil is null || MutedUntil > now);

    public bool IsBannedAt(DateTimeOffset now) => Banned && (BannedUntil is null || BannedUntil > now);

    public MemberView ToView() => new()
    {
        User = User,
        Role = Role,
        JoinedSeq = JoinedSeq,
        Muted = Muted,
        MutedUntil = MutedUntil,
        Banned = Banned,
        BannedUntil = BannedUntil,
        Reason = Reason,
    };
}
