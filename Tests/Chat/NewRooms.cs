using OrleansBackends.Grains.Interfaces.Chat;

namespace OrleansBackends.Tests.Chat;

/// <summary>Rooms of a test's own.</summary>
internal static class NewRooms
{
    public static UserId Somebody() => new(Guid.CreateVersion7());

    public static async Task<ChatRoom> MakeRoom(this IGrainFactory grains, UserId owner, RoomVisibility visibility = RoomVisibility.Public, RoomHistory history = RoomHistory.All)
    {
        var room = new ChatRoom(grains, ChatKey.NewRoom(Guid.CreateVersion7()));
        (await room.Grain.Create(new NewRoom { Owner = owner, Name = "A room", Visibility = visibility, History = history })).Require();
        return room;
    }

    public static async Task<ChatRoom> OpenConversation(this IGrainFactory grains, params UserId[] users)
    {
        var room = new ChatRoom(grains, ChatKey.Conversation(users));
        (await room.Grain.Open(users[0], users)).Require();
        return room;
    }
}

/// <summary>One room as tests use it.</summary>
internal sealed record ChatRoom(IGrainFactory Grains, string Id)
{
    public IRoomGrain Grain => Grains.GetGrain<IRoomGrain>(ChatKey.Room(Id));

    public IRoomMembersGrain Members => Grains.GetGrain<IRoomMembersGrain>(ChatKey.Room(Id));

    public IRoomMessagesGrain Messages => Grains.GetGrain<IRoomMessagesGrain>(ChatKey.Room(Id));

    public IRoomInvitesGrain Invites => Grains.GetGrain<IRoomInvitesGrain>(ChatKey.Room(Id));

    public IRoomHooksGrain Hooks => Grains.GetGrain<IRoomHooksGrain>(ChatKey.Room(Id));

    public IRoomModerationGrain Moderation => Grains.GetGrain<IRoomModerationGrain>(ChatKey.Room(Id));

    public IChatThreadsGrain Threads(UserId user) => Grains.GetGrain<IChatThreadsGrain>(ChatKey.User(user));

    public IChatQueries Queries => Grains.GetGrain<IChatQueries>(0);

    public Task<Result<MessageView>> Send(UserId by, string text, string? clientId = null, long? replyTo = null, bool alsoInRoom = false) =>
        Messages.Send(new NewMessage { By = by, ClientId = clientId ?? Guid.CreateVersion7().ToString(), Text = text, ReplyTo = replyTo, AlsoInRoom = alsoInRoom });

    public async Task<MessageView> Say(UserId by, string text, long? replyTo = null, bool alsoInRoom = false) =>
        (await Send(by, text, null, replyTo, alsoInRoom)).Require();

    public async Task<IReadOnlyList<RoomEvent>> Log() => await Queries.Events(Id, 0, 10_000);

    public Task<HistoryPage> History(UserId reader, HistoryRequest? request = null) => Queries.History(reader, Id, 0, request ?? new HistoryRequest());
}
