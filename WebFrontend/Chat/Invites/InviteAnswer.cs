using System.ComponentModel.DataAnnotations;
using OrleansBackends.Grains.Interfaces.Chat;
using OrleansBackends.WebFrontend.Chat.Rooms;

namespace OrleansBackends.WebFrontend.Chat.Invites;

/// <summary>Either one person, or a link for so many.</summary>
public sealed record InviteRequest
{
    /// <summary>Who is invited; a link where it is absent.</summary>
    public UserId? UserId { get; init; }

    /// <summary>How often a link lets somebody in; once where it is absent.</summary>
    [Range(1, ChatLimits.InviteUses)]
    public int? MaxUses { get; init; }

    /// <summary>At most 30 days from now; a week where it is absent.</summary>
    public DateTimeOffset? ExpiresAt { get; init; }
}

/// <summary>An invitation, by name or by link. The address leads to the chat page, where it is taken or left.</summary>
public sealed record InviteAnswer(string Code, string Url, Person By, Person? User, int MaxUses, int Uses, DateTimeOffset ExpiresAt)
{
    internal static IEnumerable<UserId> People(InviteView invite) => invite.User is { } user ? [invite.By, user] : [invite.By];

    internal static InviteAnswer Of(InviteView invite, string room, FrontendOptions frontend, IReadOnlyDictionary<UserId, Person> people) => new(
        invite.Code, frontend.Link($"/chat?room={room}&invite={invite.Code}"), people[invite.By], invite.User is { } user ? people[user] : null,
        invite.MaxUses, invite.Uses, invite.ExpiresAt);
}

/// <summary>A room that the reader is invited to.</summary>
public sealed record InvitationAnswer(RoomAnswer Room, Person By, string Code, DateTimeOffset ExpiresAt);
