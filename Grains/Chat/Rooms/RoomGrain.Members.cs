using OrleansBackends.Grains.Interfaces.Chat;

namespace OrleansBackends.Grains.Chat.Rooms;

/// <summary>Who is in the room.</summary>
internal sealed partial class RoomGrain
{
    public async Task<Result<RoomView>> Join(UserId user, string? invite = null)
    {
        var joined = await Decide(room => room.Join(user, Now, invite));
        return joined.IsOk ? Show(user) : joined.Error;
    }

    public Task<Result<Done>> Leave(UserId user, UserId? successor) => Decide(room => room.Leave(user, successor, Now));

    public async Task<Result<MemberView>> SetRole(UserId by, UserId user, RoomRole role)
    {
        var given = await Decide(room => room.SetRole(by, user, role, Now));
        return given.IsOk ? log.Durable.Find(user)!.ToView() : given.Error;
    }

    public Task<Result<Done>> Kick(UserId by, Sanction sanction) => Decide(room => room.Kick(by, sanction, Now));

    public Task<Result<Done>> Ban(UserId by, Sanction sanction) => Decide(room => room.Ban(by, sanction, Now));

    public Task<Result<Done>> Unban(UserId by, UserId user) => Decide(room => room.Unban(by, user, Now));

    public Task<Result<Done>> Mute(UserId by, Sanction sanction) => Decide(room => room.Mute(by, sanction, Now));

    public Task<Result<Done>> Unmute(UserId by, UserId user) => Decide(room => room.Unmute(by, user, Now));

    public async Task<Result<Done>> Forget(UserId user)
    {
        if (!log.Now.State.IsThere)
        {
            return Done.Ok;
        }

        var forgotten = await Decide(room => room.Forget(user, Now));
        return log.Now.State is { Kind: RoomKind.Room, Members: 0, IsThere: true } ? await End(log.Now.EndAlone(user, Now)) : forgotten;
    }

    private async Task<Result<Done>> Decide(Func<Room, Result<MemberEntry[]>> decide)
    {
        var decided = log.Now.State.IsThere ? decide(log.Now) : ChatErrors.RoomNotFound;
        if (!decided.IsOk)
        {
            return await Refuse(decided.Error);
        }

        if (decided.Value.Length == 0)
        {
            await log.Settled();
            return Done.Ok;
        }

        await log.Append(decided.Value);
        Changed(decided.Value);
        return Done.Ok;
    }

    private void Changed(IEnumerable<MemberEntry> entries)
    {
        log.Listening = entries.Where(entry => entry.Standing.Role is null).Aggregate(log.Listening, (left, gone) => left.Without(gone.User));
        KeepPlaceSoon(); // Lists show how many are in a room as its document has it.
        FanOut();
    }
}
