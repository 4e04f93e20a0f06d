using OrleansBackends.Grains.Interfaces.Chat;

namespace OrleansBackends.WebFrontend.Chat.Messages;

/// <summary>Changing and taking back what was said, and reacting to it.</summary>
internal static class ChangeEndpoints
{
    private const long MaxBody = 128 * 1024;

    public static RouteGroupBuilder MapChanges(this RouteGroupBuilder chat)
    {
        var message = chat.MapGroup("/rooms/{id}/messages/{seq:long}");
        message.MapPatch("", Edit).MaxBody(MaxBody).Limit("write").WithSummary("Changes the text of a message; for its author")
            .Refuses(
                ChatErrors.RoomNotFound, ChatErrors.MessageNotFound, ChatErrors.NotAuthor, ChatErrors.EditWindowClosed, ChatErrors.MessageDeleted,
                ChatErrors.TextInvalid, ChatErrors.WordBlocked);
        message.MapDelete("", Erase).Limit("write").WithSummary("Deletes a message; for its author and for moderators")
            .Refuses(ChatErrors.RoomNotFound, ChatErrors.MessageNotFound, ChatErrors.NotAuthor, ChatErrors.EditWindowClosed);
        message.MapPut("/reactions/{emoji}", React).Limit("write").WithSummary("Adds a reaction")
            .Refuses(ChatErrors.RoomNotFound, ChatErrors.MessageNotFound, ChatErrors.MessageDeleted, ChatErrors.EmojiInvalid, ChatErrors.TooManyReactions);
        message.MapDelete("/reactions/{emoji}", Unreact).Limit("write").WithSummary("Takes a reaction away")
            .Refuses(ChatErrors.RoomNotFound, ChatErrors.MessageNotFound, ChatErrors.MessageDeleted, ChatErrors.EmojiInvalid);
        return chat;
    }

    private static async Task<OkAnswer<MessageAnswer>> Edit(
        string id, long seq, EditMessageRequest request, CurrentUser user, ChatDesk desk, People people) =>
        (await people.Show(await desk.Messages(id, room => room.Edit(user.Id, seq, request.Text)), user.Id)).ToOk();

    private static async Task<NoContentAnswer> Erase(string id, long seq, CurrentUser user, ChatDesk desk) =>
        (await desk.Messages(id, room => room.Erase(user.Id, seq))).ToNoContent();

    private static async Task<NoContentAnswer> React(string id, long seq, string emoji, CurrentUser user, ChatDesk desk) =>
        (await desk.Messages(id, room => room.React(user.Id, seq, emoji, on: true))).ToNoContent();

    private static async Task<NoContentAnswer> Unreact(string id, long seq, string emoji, CurrentUser user, ChatDesk desk) =>
        (await desk.Messages(id, room => room.React(user.Id, seq, emoji, on: false))).ToNoContent();
}
