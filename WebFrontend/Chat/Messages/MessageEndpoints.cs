using Microsoft.AspNetCore.Http.HttpResults;
using OrleansBackends.Grains.Interfaces.Chat;

namespace OrleansBackends.WebFrontend.Chat.Messages;

/// <summary>Saying something, and reading what was said.</summary>
internal static class MessageEndpoints
{
    /// <summary>8,000 characters, each of them escaped.</summary>
    private const long MaxBody = 128 * 1024;

    private static readonly Error[] SendRefusals =
    [
        ChatErrors.RoomNotFound, ChatErrors.Archived, ChatErrors.Muted(null), ChatErrors.Blocked, ChatErrors.SlowMode(TimeSpan.FromSeconds(1)),
        ChatErrors.TooFast(TimeSpan.FromSeconds(1)), ChatErrors.ClientIdInvalid, ChatErrors.ClientIdReused, ChatErrors.TextInvalid, ChatErrors.TooManyMentions,
        ChatErrors.MentionAllNotAllowed, ChatErrors.WordBlocked, ChatErrors.AttachmentsNotAvailable, ChatErrors.MessageNotFound, ChatErrors.MessageDeleted,
    ];

    public static RouteGroupBuilder MapMessages(this RouteGroupBuilder chat)
    {
        chat.MapPost("/rooms/{id}/messages", Post).MaxBody(MaxBody).Limit("chat-send")
            .WithSummary("Sends a message")
            .WithDescription("Answers 201 when it is durable, and 200 with the same message when its client id was sent before.").Refuses(SendRefusals);
        chat.MapPut("/rooms/{id}/messages/{clientId}", Put).MaxBody(MaxBody).Limit("chat-send")
            .WithSummary("Sends a message under the client's own id")
            .WithDescription("Answers 201 when it is durable, and 200 with the same message when it was sent before.").Refuses(SendRefusals);
        chat.MapGet("/rooms/{id}/messages", History).Limit("read")
            .WithSummary("Reads messages, in order of their numbers")
            .WithDescription("Exactly one of before, after, around (numbers) and at (an instant); the newest where there is none.")
            .Refuses(ChatErrors.RoomNotFound, Errors.InvalidCursor);
        chat.MapGet("/rooms/{id}/messages/{seq:long}", Get).Limit("read").WithSummary("Shows a message")
            .Refuses(ChatErrors.RoomNotFound, ChatErrors.MessageNotFound);
        chat.MapGet("/rooms/{id}/messages/{seq:long}/edits", Versions).Limit("read").WithSummary("Shows the former texts of a message; for its author and moderators")
            .Refuses(ChatErrors.RoomNotFound, ChatErrors.MessageNotFound, ChatErrors.NotAuthor);
        return chat;
    }

    private static Task<Results<CreatedAnswer<MessageAnswer>, OkAnswer<MessageAnswer>>> Post(
        string id, SendMessageRequest request, CurrentUser user, ChatDesk desk, People people) => Send(id, request, request.ClientId, user, desk, people);

    private static Task<Results<CreatedAnswer<MessageAnswer>, OkAnswer<MessageAnswer>>> Put(
        string id, string clientId, PutMessageRequest request, CurrentUser user, ChatDesk desk, People people) =>
        Send(id, request, clientId, user, desk, people);

    private static async Task<Results<CreatedAnswer<MessageAnswer>, OkAnswer<MessageAnswer>>> Send(
        string id, PutMessageRequest request, string clientId, CurrentUser user, ChatDesk desk, People people)
    {
        var message = request.Read(user.Id, clientId);
        var sent = await people.Show(message.IsOk ? await desk.Send(id, message.Value) : message.Error, user.Id);
        return sent.Replayed ? (sent with { Replayed = false }).ToOk() : sent.ToCreated(m => $"/api/chat/rooms/{id}/messages/{m.Seq}");
    }

    private static async Task<OkAnswer<HistoryAnswer>> History(string id, HistoryQuery query, CurrentUser user, ChatDesk desk, People people)
    {
        var page = await desk.Read<HistoryPage>(id, user.Id, async access => await desk.Queries.History(user.Id, id, access.FloorSeq, query.Request));
        if (!page.IsOk)
        {
            return new Result<HistoryAnswer> { Error = page.Error }.ToOk();
        }

        var items = await people.Show(page.Value.Items, user.Id);
        return new Result<HistoryAnswer>
        {
            Value = new HistoryAnswer(
                items, items.Count > 0 ? items[0].Seq : 0, items.Count > 0 ? items[^1].Seq : 0, page.Value.HasBefore, page.Value.HasAfter),
        }.ToOk();
    }

    private static async Task<OkAnswer<MessageAnswer>> Get(string id, long seq, CurrentUser user, ChatDesk desk, People people) =>
        (await people.Show(await desk.Read(id, user.Id, access => desk.Queries.Message(user.Id, id, access.FloorSeq, seq)), user.Id)).ToOk();

    private static async Task<OkAnswer<IReadOnlyList<MessageVersion>>> Versions(string id, long seq, CurrentUser user, ChatDesk desk)
    {
        var found = await desk.Read<MessageVersion[]>(id, user.Id, async access =>
        {
            var message = await desk.Queries.Message(user.Id, id, access.FloorSeq, seq);
            return !message.IsOk ? message.Error
                : message.Value.By != user.Id && access.Role < RoomRole.Moderator ? ChatErrors.NotAuthor
                : (await desk.Queries.Versions(id, seq)).ToArray();
        });
        return found.Map<IReadOnlyList<MessageVersion>>(versions => versions).ToOk();
    }
}
