using OrleansBackends.Grains.Chat.Invites;
using OrleansBackends.Grains.Interfaces.Chat;

namespace OrleansBackends.Grains.Chat.Rooms;

/// <summary>Who is asked to come in.</summary>
internal sealed partial class RoomGrain
{
    public async Task<Result<InviteView>> Invite(NewInvite invite)
    {
        var code = services.Secrets.Code(Id, invite.Operation);
        if (log.Now.State.Invites.Find(link => link.Code == code) is { } made)
        {
            await log.Settled();
            return made.Request == invite.Operation?.BodyHash ? new Result<InviteView> { Value = made.ToView(), Replayed = true } : Errors.KeyReused;
        }

        var decided = log.Now.State.IsThere ? log.Now.Invite(invite, code, Now) : ChatErrors.RoomNotFound;
        if (!decided.IsOk)
        {
            return await Refuse(decided.Error);
        }

        await Keep(decided.Value);
        if (invite.User is not { } user)
        {
            return ((DeskEntry)decided.Value).Invite!.ToView();
        }

        GrainFactory.Announce(user, "chat:user", "invited", new { Room = Id });
        return ((MemberEntry)decided.Value).Standing.ToInvite();
    }

    public async Task<Result<IReadOnlyList<InviteView>>> Invites(UserId asker)
    {
        await log.Settled();
        var refused = log.Durable.State.IsThere ? log.Durable.RefuseInviting(asker) : ChatErrors.RoomNotFound;
        return refused is not null ? await Refuse(refused) : log.Durable.All(Now).ToArray();
    }

    public async Task<Result<Done>> Revoke(UserId by, string code)
    {
        var decided = log.Now.State.IsThere ? log.Now.Revoke(by, code, Now) : ChatErrors.RoomNotFound;
        return !decided.IsOk && decided.Error is { } refusal ? await Refuse(refusal) : await Keep(decided.Value);
    }

    /// <summary>Appends what changes the room's document, and writes it; nothing where nothing changes.</summary>
    private async Task<Result<Done>> Keep(RoomEntry? entry)
    {
        if (entry is null)
        {
            await log.Settled();
            return Done.Ok;
        }

        await log.Append(entry);
        await log.Snapshot();
        return Done.Ok;
    }
}
