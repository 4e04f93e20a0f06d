namespace OrleansBackends.Grains.Interfaces.Chat;

[GenerateSerializer, Alias("chat.room-kind")]
public enum RoomKind
{
    Room,

    /// <summary>Two people, or one alone.</summary>
    Direct,

    /// <summary>Three to ten people who never change.</summary>
    Group,
}

[GenerateSerializer, Alias("chat.visibility")]
public enum RoomVisibility
{
    Public,
    Private,
}

/// <summary>What somebody who joins may read of the time before.</summary>
[GenerateSerializer, Alias("chat.history")]
public enum RoomHistory
{
    All,
    Joined,
}

/// <summary>From the least to the most; nobody acts on an equal or higher one.</summary>
[GenerateSerializer, Alias("chat.role")]
public enum RoomRole
{
    Guest,
    Member,
    Moderator,
    Admin,
    Owner,
}

[GenerateSerializer, Immutable, Alias("chat.new-room")]
public sealed record NewRoom
{
    [Id(0)] public required UserId Owner { get; init; }
    [Id(1)] public required string Name { get; init; }
    [Id(2)] public RoomVisibility Visibility { get; init; }
    [Id(3)] public string? Topic { get; init; }
    [Id(4)] public string? Description { get; init; }
    [Id(5)] public RoomHistory History { get; init; }
}

/// <summary>A change of a room's settings: what is not set stays.</summary>
[GenerateSerializer, Immutable, Alias("chat.room-change")]
public sealed record RoomChange
{
    [Id(0)] public Optional<string> Name { get; init; }
    [Id(1)] public Optional<string> Topic { get; init; }
    [Id(2)] public Optional<string> Description { get; init; }
    [Id(3)] public Optional<RoomVisibility> Visibility { get; init; }
    [Id(4)] public Optional<RoomHistory> History { get; init; }
    [Id(5)] public Optional<int> SlowModeSeconds { get; init; }
    [Id(6)] public Optional<int?> EditWindowSeconds { get; init; }
    [Id(7)] public Optional<int> RetentionDays { get; init; }
    [Id(8)] public Optional<RoomRole> MentionAll { get; init; }
    [Id(9)] public Optional<bool> Archived { get; init; }
    [Id(10)] public Optional<RoomRole> Invite { get; init; }
}

/// <summary>What can be set of a room.</summary>
[GenerateSerializer, Immutable, Alias("chat.room-settings")]
public sealed record RoomSettings
{
    [Id(0)] public string? Name { get; init; }
    [Id(1)] public string? Topic { get; init; }
    [Id(2)] public string? Description { get; init; }
    [Id(3)] public RoomVisibility Visibility { get; init; }
    [Id(4)] public RoomHistory History { get; init; }
    [Id(5)] public int SlowModeSeconds { get; init; }

    /// <summary>How long an author may change a message; null for ever.</summary>
    [Id(6)] public int? EditWindowSeconds { get; init; }

    /// <summary>0 keeps for ever.</summary>
    [Id(7)] public int RetentionDays { get; init; }
    [Id(8)] public RoomRole MentionAll { get; init; } = RoomRole.Moderator;
    [Id(9)] public bool Archived { get; init; }

    /// <summary>From which role on members invite others; never guests.</summary>
    [Id(10)] public RoomRole Invite { get; init; } = RoomRole.Admin;
}

/// <summary>A room as one person sees it; <see cref="Role"/> is null for somebody who is not in it.</summary>
[GenerateSerializer, Immutable, Alias("chat.room-view")]
public sealed record RoomView : IVersioned
{
    [Id(0)] public required string Id { get; init; }
    [Id(1)] public RoomKind Kind { get; init; }
    [Id(2)] public required RoomSettings Settings { get; init; }
    [Id(3)] public int Members { get; init; }
    [Id(4)] public DateTimeOffset CreatedAt { get; init; }
    [Id(5)] public int Version { get; init; }
    [Id(6)] public RoomRole? Role { get; init; }
    [Id(7)] public DateTimeOffset? MutedUntil { get; init; }
    [Id(8)] public bool Muted { get; init; }
    [Id(9)] public long LastSeq { get; init; }
    [Id(10)] public long LastN { get; init; }

    /// <summary>What this person may read begins after this number.</summary>
    [Id(11)] public long FloorSeq { get; init; }

    /// <summary>The people of a conversation; empty in rooms.</summary>
    [Id(12)] public IReadOnlyList<UserId> Users { get; init; } = [];
}

/// <summary>The answer of opening a conversation.</summary>
[GenerateSerializer, Immutable, Alias("chat.opened-room")]
public sealed record OpenedRoom([property: Id(0)] RoomView Room, [property: Id(1)] bool Existed);

/// <summary>What a member may read: everything after <paramref name="FloorSeq"/> up to <paramref name="LastSeq"/>.</summary>
[GenerateSerializer, Immutable, Alias("chat.access")]
public sealed record RoomAccess(
    [property: Id(0)] RoomRole Role, [property: Id(1)] long FloorSeq, [property: Id(2)] long LastSeq, [property: Id(3)] long LastN,
    [property: Id(4)] int Members, [property: Id(5)] RoomKind Kind)
{
    /// <summary>Neither muted nor is the room archived.</summary>
    [Id(6)] public bool MayWrite { get; init; }
}

/// <summary>Somebody in a room, or barred from it (then without a role).</summary>
[GenerateSerializer, Immutable, Alias("chat.member")]
public sealed record MemberView
{
    [Id(0)] public required UserId User { get; init; }
    [Id(1)] public RoomRole? Role { get; init; }
    [Id(2)] public long JoinedSeq { get; init; }
    [Id(3)] public bool Muted { get; init; }
    [Id(4)] public DateTimeOffset? MutedUntil { get; init; }
    [Id(5)] public bool Banned { get; init; }
    [Id(6)] public DateTimeOffset? BannedUntil { get; init; }
    [Id(7)] public string? Reason { get; init; }
}

/// <summary>Against whom, for how long and why; without an end it lasts.</summary>
[GenerateSerializer, Immutable, Alias("chat.sanction")]
public sealed record Sanction([property: Id(0)] UserId User, [property: Id(1)] DateTimeOffset? Until, [property: Id(2)] string? Reason);
