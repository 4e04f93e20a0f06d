using Microsoft.AspNetCore.Http.HttpResults;
using OrleansBackends.Grains.Interfaces.Chat;

namespace OrleansBackends.WebFrontend.Chat.Exports;

/// <summary>All of a room for its owner, and all of oneself: one JSON text a line, the name of its only member says of what.</summary>
internal static class ExportEndpoints
{
    public static RouteGroupBuilder MapExports(this RouteGroupBuilder chat)
    {
        chat.MapGet("/rooms/{id}/export", Room).Limit("chat-room-export")
            .WithSummary("Exports a room: settings, members and messages; for its owner, once an hour").Refuses(ChatErrors.RoomNotFound, ChatErrors.NotAllowed);
        chat.MapGet("/me/export", Me).Limit("chat-my-export").WithSummary("Exports what chat holds about the caller, once an hour");
        return chat;
    }

    private static async Task<Results<NdjsonAnswer, ProblemAnswer>> Room(string id, CurrentUser user, RoomExport export, ChatDesk desk)
    {
        var room = await desk.Room(id, grain => grain.Get(user.Id));
        if (!room.IsOk || room.Value.Role is null)
        {
            return (room.Error ?? ChatErrors.RoomNotFound).ToProblem();
        }

        return room.Value is { Kind: RoomKind.Room, Role: RoomRole.Owner }
            ? new NdjsonAnswer($"{id}.ndjson", export.Lines(room.Value, user.Id))
            : ChatErrors.NotAllowed.ToProblem();
    }

    private static NdjsonAnswer Me(CurrentUser user, MyExport export) => new("chat.ndjson", export.Lines(user.Id));
}
