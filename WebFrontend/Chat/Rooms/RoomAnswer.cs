using OrleansBackends.Grains.Interfaces.Chat;

namespace OrleansBackends.WebFrontend.Chat.Rooms;

/// <summary>A room as its reader sees it; to somebody who is not in it role and numbers stay empty.</summary>
public sealed record RoomAnswer : IVersioned
{
    public required string Id { get; init; }
    public RoomKind Kind { get; init; }
    public string? Name { get; init; }
    public string? Topic { get; init; }
    public string? Description { get; init; }
    public RoomVisibility Visibility { get; init; }
    public RoomHistory History { get; init; }
    public int SlowModeSeconds { get; init; }
    public int? EditWindowSeconds { get; init; }
    public int RetentionDays { get; init; }
    public RoomRole MentionAll { get; init; }
    public bool Archived { get; init; }

    /// <summary>From which role on members invite others.</summary>
    public RoomRole Invite { get; init; }
    public int Members { get; init; }
    public DateTimeOffset CreatedAt { get; init; }
    public int Version { get; init; }
    public RoomRole? Role { get; init; }
    public bool Muted { get; init; }
    public DateTimeOffset? MutedUntil { get; init; }
    public long LastSeq { get; init; }
    public long LastN { get; init; }
    public long FloorSeq { get; init; }
    public IReadOnlyList<Person> Users { get; init; } = [];

    internal static RoomAnswer Of(RoomView room, IReadOnlyDictionary<UserId, Person> people) => new()
    {
        Id = room.Id,
        Kind = room.Kind,
        Name = room.Settings.Name,
        Topic = room.Settings.Topic,
        Description = room.Settings.Description,
        Visibility = room.Settings.Visibility,
        History = room.Settings.History,
        SlowModeSeconds = room.Settings.SlowModeSeconds,
        EditWindowSeconds = room.Settings.EditWindowSeconds,
        RetentionDays = room.Settings.RetentionDays,
        MentionAll = room.Settings.MentionAll,
        Archived = room.Settings.Archived,
        Invite = room.Settings.Invite,
        Members = room.Members,
        CreatedAt = room.CreatedAt,
        Version = room.Version,
        Role = room.Role,
        Muted = room.Muted,
        MutedUntil = room.MutedUntil,
        LastSeq = room.LastSeq,
        LastN = room.LastN,
        FloorSeq = room.FloorSeq,
        Users = [.. room.Users.Select(user => people[user])],
    };
}

public sealed record MemberAnswer(Person User, RoomRole? Role, bool Muted, DateTimeOffset? MutedUntil, bool Banned, DateTimeOffset? BannedUntil, string? Reason)
{
    internal static MemberAnswer Of(MemberView member, Person person) =>
        new(person, member.Role, member.Muted, member.MutedUntil, member.Banned, member.BannedUntil, member.Reason);
}
