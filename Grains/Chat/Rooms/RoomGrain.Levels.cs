using OrleansBackends.Grains.Interfaces.Chat;

namespace OrleansBackends.Grains.Chat.Rooms;

/// <summary>Of what members are told. Their own grain keeps it; the room must know who is told of everything.</summary>
internal sealed partial class RoomGrain
{
    public async Task<Result<Done>> SetLevel(UserId user, NotifyLevel level)
    {
        await log.Settled();
        var member = log.Durable.State.IsThere ? log.Durable.Member(user) : null;
        var chosen = member is null ? ChatErrors.RoomNotFound : log.Listening.Choose(member, level, Now);
        if (!chosen.IsOk)
        {
            return await Refuse(chosen.Error);
        }

        log.Listening = chosen.Value;
        await log.Snapshot();
        await Tell(chosen.Value.Owed[^1]);
        return Done.Ok;
    }

    /// <summary>What a crash left between the room and the person.</summary>
    private Task TellLevels() => Task.WhenAll(log.Listening.Owed.Select(Tell));

    private async Task Tell(ChosenLevel chosen)
    {
        if (log.Durable.Member(chosen.User) is { } member)
        {
            await GrainFactory.GetGrain<IChatUserGrain>(ChatKey.User(chosen.User)).SetLevel(Id, member.JoinedSeq, chosen.Level, chosen.Choice);
        }

        log.Listening = log.Listening.Told(chosen);
        KeepPlaceSoon();
    }
}
