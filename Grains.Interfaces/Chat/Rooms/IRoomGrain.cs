namespace OrleansBackends.Grains.Interfaces.Chat;

/// <summary>
/// One room of any kind (<c>room:{id}</c>): a log with numbers without gaps. To whoever may not see it it is <c>room-not-found</c>; public rooms are seen
/// by everybody, what is said in them by members. It owns the feed <c>chat:room:{id}</c>, whose positions are the numbers of its log.
/// </summary>
[GrainInterfaceType("room"), Alias("chat.i-room")]
public interface IRoomGrain : ILiveSource
{
    /// <summary>Makes the room; a repeat by the same owner finds it.</summary>
    [Alias("Create")]
    Task<Result<RoomView>> Create(NewRoom room);

    /// <summary>The conversation of these people, whose id this is; made by the first who opens it.</summary>
    [Alias("Open")]
    Task<Result<OpenedRoom>> Open(UserId opener, IReadOnlyList<UserId> users);

    [Alias("Get")]
    Task<Result<RoomView>> Get(UserId asker);

    /// <summary>Changes what is set; for admins. Refuses with <c>stale</c> when <paramref name="version"/> is not the current one.</summary>
    [Alias("Change")]
    Task<Result<RoomView>> Change(UserId by, RoomChange change, int? version);

    /// <summary>Ends the room for everybody; for the owner. Harmless when repeated.</summary>
    [Alias("Delete")]
    Task<Result<Done>> Delete(UserId by);

    /// <summary>What this member may read now; <c>room-not-found</c> for everybody else.</summary>
    [Alias("Access")]
    Task<Result<RoomAccess>> Access(UserId asker);
}
