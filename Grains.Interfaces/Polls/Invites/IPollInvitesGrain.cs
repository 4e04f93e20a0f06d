namespace OrleansBackends.Grains.Interfaces.Polls.Invites;

/// <summary>The invitations of a poll whose voters need one; its owner's alone.</summary>
[GrainInterfaceType("poll-invites"), Alias("polls.i-invites")]
public interface IPollInvitesGrain : IGrainWithStringKey
{
    /// <summary>One invitation for each label, numbered on. Refuses with <c>strength-is-not-invite</c> and <c>too-many-invites</c>.</summary>
    [Alias("Invite")]
    Task<Result<IReadOnlyList<InviteView>>> Invite(UserId owner, IReadOnlyList<string?> labels, OperationId? operation);

    [Alias("Invites")]
    Task<Result<Page<InviteView>>> Invites(UserId owner, PageRequest page);

    /// <summary>Ends an invitation, or refuses with <c>already-used</c>; harmless when repeated.</summary>
    [Alias("RevokeInvite")]
    Task<Result<Done>> RevokeInvite(UserId owner, int number);
}

/// <summary>An invitation; the frontend adds its <see cref="Url"/>.</summary>
[GenerateSerializer, Immutable, Alias("polls.invite")]
public sealed record InviteView
{
    [Id(0)] public required int N { get; init; }
    [Id(1)] public string? Label { get; init; }
    [Id(2)] public required string Token { get; init; }
    [Id(3)] public string? Url { get; init; }
    [Id(4)] public bool Voted { get; init; }
    [Id(5)] public bool Revoked { get; init; }
}
