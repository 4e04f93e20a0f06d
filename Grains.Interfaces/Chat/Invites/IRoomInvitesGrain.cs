namespace OrleansBackends.Grains.Interfaces.Chat;

/// <summary>The same room: who is asked to come in. Conversations invite nobody.</summary>
[GrainInterfaceType("room-invites"), Alias("chat.i-room-invites")]
public interface IRoomInvitesGrain : IGrainWithStringKey
{
    /// <summary>Invites, for members from the role on that the room sets. A person has one invitation at most: a new one takes the place of the old.</summary>
    [Alias("Invite")]
    Task<Result<InviteView>> Invite(NewInvite invite);

    /// <summary>All that are good for something, for those who may invite.</summary>
    [Alias("Invites")]
    Task<Result<IReadOnlyList<InviteView>>> Invites(UserId asker);

    /// <summary>Withdraws one, for who made it and for admins; who is invited by name declines with it. Harmless when repeated.</summary>
    [Alias("Revoke")]
    Task<Result<Done>> Revoke(UserId by, string code);
}
