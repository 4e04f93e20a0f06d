using Microsoft.AspNetCore.Http.HttpResults;
using OrleansBackends.Grains.Interfaces.Chat;

namespace OrleansBackends.WebFrontend.Chat.Rooms;

internal static class RoomEndpoints
{
    public static RouteGroupBuilder MapRooms(this RouteGroupBuilder chat)
    {
        chat.MapPost("/rooms", Create).Limit("write").WithSummary("Makes a room, owned by the caller")
            .Refuses(ChatErrors.TooManyRooms, ChatErrors.SettingInvalid("name", "1 to 80 characters."));
        chat.MapPost("/direct", Open).Limit("write")
            .WithSummary("Opens the conversation with these people")
            .WithDescription("The same people always have the same conversation: 201 where it is new, else 200.")
            .Refuses(ChatErrors.UserNotFound, ChatErrors.Blocked);
        chat.MapGet("/rooms", List).Limit("read")
            .WithSummary("Lists public rooms")
            .WithDescription("sort is name, members or activity; members and activity are those of the last snapshot of the room.").Refuses(Errors.InvalidCursor);
        chat.MapGet("/rooms/{id}", Get).Limit("read").WithSummary("Shows a room").Refuses(ChatErrors.RoomNotFound);
        chat.MapPatch("/rooms/{id}", Update).RequireIfMatch().Limit("write")
            .WithSummary("Changes a room's settings; for its admins")
            .Refuses(ChatErrors.RoomNotFound, ChatErrors.NotAllowed, ChatErrors.SettingInvalid("name", "1 to 80 characters."));
        chat.MapDelete("/rooms/{id}", Delete).Limit("write").WithSummary("Ends a room for everybody; for its owner")
            .Refuses(ChatErrors.RoomNotFound, ChatErrors.NotAllowed);
        return chat;
    }

    private static async Task<CreatedAnswer<RoomAnswer>> Create(
        CreateRoomRequest request, CurrentUser user, Idempotency idempotency, ChatDesk desk, People people, TimeProvider time)
    {
        if (await desk.Queries.CountRooms(user.Id, ChatLimits.RoomsPerUser) >= ChatLimits.RoomsPerUser)
        {
            return Created(ChatErrors.TooManyRooms);
        }

        var id = ChatKey.NewRoom(Ids.New(time, idempotency.Operation, "chat-room"));
        var room = new NewRoom
        {
            Owner = user.Id, Name = request.Name, Visibility = request.Visibility, Topic = request.Topic, Description = request.Description,
            History = request.History,
        };
        return Created(await people.Show(await desk.Room(id, grain => grain.Create(room))));
    }

    private static CreatedAnswer<RoomAnswer> Created(Result<RoomAnswer> room) => room.ToCreated(r => $"/api/chat/rooms/{r.Id}");

    private static async Task<Results<CreatedAnswer<RoomAnswer>, OkAnswer<RoomAnswer>>> Open(
        OpenConversationRequest request, CurrentUser user, ChatDesk desk, People people)
    {
        var users = request.Users.Append(user.Id).Distinct().ToList();
        if (!await people.AllExist(users))
        {
            return Created(ChatErrors.UserNotFound);
        }

        var takes = await Task.WhenAll(users.Where(other => other != user.Id).Select(other => desk.User(other).Takes(user.Id)));
        if (takes.Contains(false))
        {
            return Created(ChatErrors.Blocked);
        }

        var opened = await desk.Room(ChatKey.Conversation(users), room => room.Open(user.Id, users));
        var shown = await people.Show(opened.Map(o => o.Room));
        return opened is { IsOk: true, Value.Existed: true } ? shown.ToOk() : Created(shown);
    }

    private static async Task<OkAnswer<Page<RoomAnswer>>> List(DirectoryQuery query, PageQuery page, CurrentUser user, ChatDesk desk)
    {
        var rooms = await desk.Queries.Directory(query.Words, query.Sort, page);
        return rooms.Map(p => p.Map(room => RoomAnswer.Of(room, new Dictionary<UserId, Person>()))).ToOk();
    }

    private static async Task<OkAnswer<RoomAnswer>> Get(string id, CurrentUser user, ChatDesk desk, People people) =>
        (await people.Show(await desk.Room(id, room => room.Get(user.Id)))).ToOk();

    private static async Task<OkAnswer<RoomAnswer>> Update(
        string id, UpdateRoomRequest request, CurrentUser user, IfMatch ifMatch, ChatDesk desk, People people) =>
        (await people.Show(await desk.Room(id, room => room.Change(user.Id, request.ToChange(), ifMatch.Version)))).ToOk();

    private static async Task<NoContentAnswer> Delete(string id, CurrentUser user, ChatDesk desk) =>
        (await desk.Room(id, room => room.Delete(user.Id))).ToNoContent();
}
