using System.ComponentModel;
using OrleansBackends.Grains.Interfaces.Chat;

namespace OrleansBackends.WebFrontend.Chat.Moderation;

/// <summary>Reporting messages, what moderators make of it, and what may be said.</summary>
internal static class ModerationEndpoints
{
    private const long MaxBody = 64 * 1024;

    public static RouteGroupBuilder MapModeration(this RouteGroupBuilder chat)
    {
        var room = chat.MapGroup("/rooms/{id}");
        room.MapPost("/messages/{seq:long}/reports", Report).Limit("write").WithSummary("Reports a message to the room's moderators")
            .Refuses(ChatErrors.RoomNotFound, ChatErrors.MessageNotFound, ChatErrors.MessageDeleted, ChatErrors.NotAllowed, ChatErrors.AlreadyReported);
        room.MapGet("/reports", Reports).Limit("read")
            .WithSummary("Lists what was reported, the newest first; for moderators")
            .WithDescription($"A report holds a copy of the message for {ChatLimits.ReportDays} days, also where the message is deleted.")
            .Refuses(ChatErrors.RoomNotFound, ChatErrors.NotAllowed, Errors.InvalidCursor);
        room.MapPost("/reports/{n:long}/resolve", Resolve).Limit("write").WithSummary("Dismisses a report, deletes the message or bars its author; for moderators")
            .Refuses(ChatErrors.RoomNotFound, ChatErrors.ReportNotFound, ChatErrors.NotAllowed, ChatErrors.ReportResolved, ChatErrors.TooManyBans);
        room.MapGet("/audit", Audit).Limit("read").WithSummary("Lists who did what in a room, the newest first; for moderators")
            .Refuses(ChatErrors.RoomNotFound, ChatErrors.NotAllowed, Errors.InvalidCursor);
        room.MapPut("/words", SetWords).MaxBody(MaxBody).Limit("write").WithSummary("Sets the words that a room blocks, masks or reports; for admins")
            .Refuses(ChatErrors.RoomNotFound, ChatErrors.NotAllowed, ChatErrors.SettingInvalid("words", "At most 500 words."));
        room.MapGet("/words", Words).Limit("read").WithSummary("Shows the words that a room blocks, masks or reports; for moderators")
            .Refuses(ChatErrors.RoomNotFound, ChatErrors.NotAllowed);
        return chat;
    }

    private static async Task<CreatedAnswer<ReportedAnswer>> Report(string id, long seq, ReportMessageRequest request, CurrentUser user, ChatDesk desk)
    {
        var filed = request.Reason == ReportReason.WordFilter
            ? Errors.Invalid("This reason is the room's own.", "reason")
            : await desk.Moderation(id, room => room.Report(new NewReport(user.Id, seq, request.Reason, request.Note)));
        return filed.Map(n => new ReportedAnswer(n)).ToCreated(_ => $"/api/chat/rooms/{id}/reports");
    }

    private static async Task<OkAnswer<Page<ReportAnswer>>> Reports(
        string id, [Description("Only those that nobody has resolved.")] bool? open, PageQuery page, CurrentUser user, ChatDesk desk, People people)
    {
        var found = await desk.Moderated(id, user.Id, queries => queries.Reports(id, open ?? false, page));
        var persons = await people.Find((found.Value?.Items ?? []).SelectMany(ReportAnswer.People));
        return found.Map(p => p.Map(report => ReportAnswer.Of(report, persons))).ToOk();
    }

    private static async Task<NoContentAnswer> Resolve(string id, long n, ResolveReportRequest request, CurrentUser user, ChatDesk desk) =>
        (await desk.Moderation(id, room => room.Resolve(user.Id, n, request.Action))).ToNoContent();

    private static async Task<OkAnswer<Page<AuditAnswer>>> Audit(string id, PageQuery page, CurrentUser user, ChatDesk desk, People people)
    {
        var found = await desk.Moderated(id, user.Id, queries => queries.Audit(id, page));
        var persons = await people.Find((found.Value?.Items ?? []).SelectMany(AuditAnswer.People));
        return found.Map(p => p.Map(audit => AuditAnswer.Of(audit, persons))).ToOk();
    }

    private static async Task<OkAnswer<WordsAnswer>> SetWords(string id, SetWordsRequest request, CurrentUser user, ChatDesk desk) =>
        (await desk.Moderation(id, room => room.SetWords(user.Id, request.Words))).Map(words => new WordsAnswer(words)).ToOk();

    private static async Task<OkAnswer<WordsAnswer>> Words(string id, CurrentUser user, ChatDesk desk) =>
        (await desk.Moderation(id, room => room.Words(user.Id))).Map(words => new WordsAnswer(words)).ToOk();
}
