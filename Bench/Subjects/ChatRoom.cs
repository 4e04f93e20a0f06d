using OrleansBackends.Grains.Interfaces.Chat;

namespace OrleansBackends.Bench.Subjects;

/// <summary>A room that its owner has made.</summary>
internal sealed class ChatRoom(string id, UserId owner)
{
    public string Id => id;

    public UserId Owner => owner;

    public static async Task<ChatRoom> Make(IGrainFactory grains)
    {
        var room = new ChatRoom(ChatKey.NewRoom(Guid.CreateVersion7()), new UserId(Guid.CreateVersion7()));
        (await grains.GetGrain<IRoomGrain>(ChatKey.Room(room.Id)).Create(new NewRoom { Owner = room.Owner, Name = "Room" })).Require();
        return room;
    }

    /// <summary>Somebody whom no pace holds back.</summary>
    public async Task<UserId> AddModerator(IGrainFactory grains)
    {
        var user = new UserId(Guid.CreateVersion7());
        (await grains.GetGrain<IRoomMembersGrain>(ChatKey.Room(id)).SetRole(owner, user, RoomRole.Moderator)).Require();
        return user;
    }

    public async Task Send(IGrainFactory grains, UserId by) => (await grains.GetGrain<IRoomMessagesGrain>(ChatKey.Room(id)).Send(new NewMessage
    {
        By = by,
        ClientId = $"{Guid.CreateVersion7()}",
        Text = "A message of a length that people write, more or less.",
    })).Require();

    /// <summary>As a frontend reads it: what the reader may see, and then the page.</summary>
    public async Task<HistoryPage> Read(IGrainFactory grains, HistoryRequest request)
    {
        var access = (await grains.GetGrain<IRoomGrain>(ChatKey.Room(id)).Access(owner)).Require();
        return await grains.GetGrain<IChatQueries>(0).History(owner, id, access.FloorSeq, request);
    }
}
