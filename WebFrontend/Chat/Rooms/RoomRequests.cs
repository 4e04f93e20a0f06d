using System.ComponentModel.DataAnnotations;
using OrleansBackends.Grains.Interfaces.Chat;

namespace OrleansBackends.WebFrontend.Chat.Rooms;

public sealed record CreateRoomRequest
{
    [StringLength(ChatLimits.Name, MinimumLength = 1)]
    public required string Name { get; init; }

    public RoomVisibility Visibility { get; init; }

    [StringLength(ChatLimits.Topic)]
    public string? Topic { get; init; }

    [StringLength(ChatLimits.Description)]
    public string? Description { get; init; }

    public RoomHistory History { get; init; }
}

/// <summary>What is absent stays, null clears.</summary>
public sealed record UpdateRoomRequest
{
    public Optional<string> Name { get; init; }
    public Optional<string> Topic { get; init; }
    public Optional<string> Description { get; init; }
    public Optional<RoomVisibility> Visibility { get; init; }
    public Optional<RoomHistory> History { get; init; }
    public Optional<int> SlowModeSeconds { get; init; }
    public Optional<int?> EditWindowSeconds { get; init; }
    public Optional<int> RetentionDays { get; init; }
    public Optional<RoomRole> MentionAll { get; init; }
    public Optional<bool> Archived { get; init; }

    /// <summary>From which role on members invite others: member or higher.</summary>
    public Optional<RoomRole> Invite { get; init; }

    internal RoomChange ToChange() => new()
    {
        Name = Name,
        Topic = Topic,
        Description = Description,
        Visibility = Visibility,
        History = History,
        SlowModeSeconds = SlowModeSeconds,
        EditWindowSeconds = EditWindowSeconds,
        RetentionDays = RetentionDays,
        MentionAll = MentionAll,
        Archived = Archived,
        Invite = Invite,
    };
}

/// <summary>The others of a conversation; the caller is added.</summary>
public sealed record OpenConversationRequest
{
    [MinLength(1), MaxLength(ChatLimits.Conversation - 1)]
    public required IReadOnlyList<UserId> Users { get; init; }
}

public sealed record JoinRoomRequest
{
    /// <summary>The code of a link; who was invited by name needs none.</summary>
    [StringLength(ChatLimits.ClientId)]
    public string? Invite { get; init; }
}

public sealed record LeaveRoomRequest
{
    /// <summary>Who owns the room from now on; needed where the owner leaves.</summary>
    public UserId? Successor { get; init; }
}

public sealed record SetMemberRequest
{
    public required RoomRole Role { get; init; }
}

public sealed record SanctionRequest
{
    /// <summary>Until when; for ever where it is absent.</summary>
    public DateTimeOffset? Until { get; init; }

    [StringLength(ChatLimits.Reason)]
    public string? Reason { get; init; }

    internal Sanction Of(UserId user) => new(user, Until, Reason);
}
