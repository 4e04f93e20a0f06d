using Orleans.Concurrency;
using OrleansBackends.Grains.Interfaces.Chat;

namespace OrleansBackends.Grains.Chat.Users;

[StatelessWorker, GrainType("chaterasure")]
internal sealed class ChatErasure : Grain, IChatErasure
{
    private const int Rooms = 50;

    public async Task<bool> Step(UserId user)
    {
        var rooms = await GrainFactory.GetGrain<IChatQueries>(0).RoomsOf(user, Rooms);
        foreach (var room in rooms)
        {
            (await GrainFactory.GetGrain<IRoomMembersGrain>(ChatKey.Room(room)).Forget(user)).Require();
        }

        if (rooms.Count == Rooms)
        {
            return false;
        }

        await GrainFactory.GetGrain<IChatUserGrain>(ChatKey.User(user)).Erase();
        return true;
    }
}
