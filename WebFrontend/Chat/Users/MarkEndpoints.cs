using OrleansBackends.Grains.Interfaces.Chat;
using OrleansBackends.WebFrontend.Chat.Threads;

namespace OrleansBackends.WebFrontend.Chat.Users;

/// <summary>How far one has read a room, and how one wants to be told of it.</summary>
internal static class MarkEndpoints
{
    public static RouteGroupBuilder MapMarks(this RouteGroupBuilder chat)
    {
        chat.MapPost("/rooms/{id}/read", Read).Limit("write")
            .WithSummary("Moves the caller's read mark forward")
            .WithDescription("It never goes back, and never beyond the room's last number.").Refuses(ChatErrors.RoomNotFound);
        chat.MapPut("/rooms/{id}/settings", Set).Limit("write").WithSummary("Sets how the caller is told of a room")
            .WithDescription($"The level is all, mentions or none. A room tells at most {ChatLimits.Listeners} people of every message.")
            .Refuses(ChatErrors.RoomNotFound, ChatErrors.TooManyListeners, Errors.OutboxFull);
        return chat;
    }

    private static async Task<OkAnswer<ReadAnswer>> Read(string id, MarkReadRequest request, CurrentUser user, ChatDesk desk, ThreadDesk threads) =>
        (request.Thread is { } root ? await threads.MarkRead(id, root, request.Seq, user.Id) : await desk.MarkRead(id, user.Id, request.Seq)).ToOk();

    private static async Task<NoContentAnswer> Set(string id, RoomSettingsRequest request, CurrentUser user, ChatDesk desk)
    {
        var chosen = request.Level.IsSet ? await desk.Members(id, room => room.SetLevel(user.Id, request.Level.Value)) : Done.Ok;
        return (!chosen.IsOk ? chosen.Error : await desk.Read(id, user.Id, access => desk.User(user.Id).SetRoom(
            id, access.LastSeq, new MarkSettings(request.MutedUntil, request.Favourite, request.Hidden)))).ToNoContent();
    }
}
