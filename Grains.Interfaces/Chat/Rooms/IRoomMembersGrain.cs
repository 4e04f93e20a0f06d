namespace OrleansBackends.Grains.Interfaces.Chat;

/// <summary>The same room: who is in it and what they may. Nobody acts on an equal or higher role; conversations never change their people.</summary>
[GrainInterfaceType("room-members"), Alias("chat.i-room-members")]
public interface IRoomMembersGrain : IGrainWithStringKey
{
    /// <summary>
    /// Enters a public room, or a private one by an invitation; harmless when repeated. Refuses with <c>banned</c>, <c>invite-required</c>,
    /// <c>invite-expired</c> or <c>room-full</c>.
    /// </summary>
    /// <param name="user">Who enters.</param>
    /// <param name="invite">The code of a link; who was invited by name needs none.</param>
    [Alias("Join")]
    Task<Result<RoomView>> Join(UserId user, string? invite = null);

    /// <summary>Leaves; the owner names a successor among the members. Harmless when repeated.</summary>
    [Alias("Leave")]
    Task<Result<Done>> Leave(UserId user, UserId? successor);

    /// <summary>Brings somebody in or changes a role, for admins; the owner hands over ownership by giving away that role.</summary>
    [Alias("SetRole")]
    Task<Result<MemberView>> SetRole(UserId by, UserId user, RoomRole role);

    [Alias("Kick")]
    Task<Result<Done>> Kick(UserId by, Sanction sanction);

    /// <summary>Removes and bars.</summary>
    [Alias("Ban")]
    Task<Result<Done>> Ban(UserId by, Sanction sanction);

    [Alias("Unban")]
    Task<Result<Done>> Unban(UserId by, UserId user);

    /// <summary>Leaves the right to read.</summary>
    [Alias("Mute")]
    Task<Result<Done>> Mute(UserId by, Sanction sanction);

    [Alias("Unmute")]
    Task<Result<Done>> Unmute(UserId by, UserId user);

    /// <summary>
    /// Of what a member is notified; the last of several devices holds. Refuses with <c>too-many-listeners</c> where as many as may be are told of
    /// everything. Who comes back chooses anew.
    /// </summary>
    [Alias("SetLevel")]
    Task<Result<Done>> SetLevel(UserId user, NotifyLevel level);

    /// <summary>
    /// Takes out somebody whose account ends. An owner's room goes to the highest of its members, or ends where there is none. Conversations keep their
    /// people, who have no name any more.
    /// </summary>
    [Alias("Forget")]
    Task<Result<Done>> Forget(UserId user);
}
