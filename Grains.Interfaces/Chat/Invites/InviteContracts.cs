namespace OrleansBackends.Grains.Interfaces.Chat;

/// <summary>Invites one person, or whoever has the link, as often as it may be used.</summary>
[GenerateSerializer, Immutable, Alias("chat.new-invite")]
public sealed record NewInvite
{
    [Id(0)] public required UserId By { get; init; }
    [Id(1)] public UserId? User { get; init; }
    [Id(2)] public int MaxUses { get; init; } = 1;
    [Id(3)] public required DateTimeOffset ExpiresAt { get; init; }
    [Id(4)] public OperationId? Operation { get; init; }
}

/// <summary>An invitation by name, or by link: then without a user.</summary>
[GenerateSerializer, Immutable, Alias("chat.invite")]
public sealed record InviteView
{
    [Id(0)] public required string Code { get; init; }
    [Id(1)] public required UserId By { get; init; }
    [Id(2)] public UserId? User { get; init; }
    [Id(3)] public int MaxUses { get; init; } = 1;
    [Id(4)] public int Uses { get; init; }
    [Id(5)] public DateTimeOffset ExpiresAt { get; init; }
}

/// <summary>A room that somebody is invited to by name.</summary>
[GenerateSerializer, Immutable, Alias("chat.invitation")]
public sealed record Invitation([property: Id(0)] RoomView Room, [property: Id(1)] InviteView Invite);
