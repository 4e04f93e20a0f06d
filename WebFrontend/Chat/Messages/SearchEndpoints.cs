using OrleansBackends.Grains.Interfaces.Chat;

namespace OrleansBackends.WebFrontend.Chat.Messages;

/// <summary>Finding what was said, and keeping it in sight.</summary>
internal static class SearchEndpoints
{
    public static RouteGroupBuilder MapSearch(this RouteGroupBuilder chat)
    {
        chat.MapGet("/search", Search).Limit("read")
            .WithSummary("Searches the caller's rooms, the newest first")
            .WithDescription("Words as beginnings of words, phrases in quotation marks, and from:name, in:room, before:day, after:day, mentions:me, has:file.")
            .Refuses(ChatErrors.QueryInvalid, ChatErrors.SearchBusy, Errors.InvalidCursor);
        chat.MapGet("/rooms/{id}/pins", Pins).Limit("read").WithSummary("Shows the pinned messages of a room").Refuses(ChatErrors.RoomNotFound);
        chat.MapPut("/rooms/{id}/pins/{seq:long}", Pin).Limit("write").WithSummary("Pins a message; for moderators")
            .Refuses(ChatErrors.RoomNotFound, ChatErrors.MessageNotFound, ChatErrors.NotAllowed, ChatErrors.MessageDeleted, ChatErrors.TooManyPins);
        chat.MapDelete("/rooms/{id}/pins/{seq:long}", Unpin).Limit("write").WithSummary("Takes a pin away; for moderators")
            .Refuses(ChatErrors.RoomNotFound, ChatErrors.MessageNotFound, ChatErrors.NotAllowed);
        return chat;
    }

    private static async Task<OkAnswer<Page<FoundMessage>>> Search(
        SearchQuery query, PageQuery page, CurrentUser user, ChatDesk desk, People people, IUserNames names)
    {
        var from = query.From is null ? null : (await names.FindNamedAsync([query.From])).Values.Single();
        if (query.HasFile || (query.From is not null && from is null))
        {
            return new Result<Page<FoundMessage>> { Value = new Page<FoundMessage>([], null) }.ToOk();
        }

        var found = await desk.Queries.Search(user.Id, new SearchRequest
        {
            Words = query.Words.Length > 0 ? query.Words : null, From = from?.Id, Room = query.Room, Before = query.Before, After = query.After,
            MentionsMe = query.MentionsMe,
        }, page);
        if (!found.IsOk)
        {
            return new Result<Page<FoundMessage>> { Error = found.Error }.ToOk();
        }

        var shown = await people.Show(found.Value.Items, user.Id);
        return found.Map(p => new Page<FoundMessage>(
            [.. p.Items.Zip(shown, (view, message) => new FoundMessage(view.Room, message, FoundMessage.Mark(view.Text, query.Words)))], p.NextCursor)).ToOk();
    }

    private static async Task<OkAnswer<Page<MessageAnswer>>> Pins(string id, CurrentUser user, ChatDesk desk, People people)
    {
        var pinned = await desk.Messages(id, room => room.Pins(user.Id));
        if (!pinned.IsOk)
        {
            return new Result<Page<MessageAnswer>> { Error = pinned.Error }.ToOk();
        }

        var messages = await desk.Queries.Pick(user.Id, id, pinned.Value.FloorSeq, pinned.Value.Seqs);
        return new Result<Page<MessageAnswer>> { Value = new Page<MessageAnswer>(await people.Show(messages, user.Id), null) }.ToOk();
    }

    private static async Task<NoContentAnswer> Pin(string id, long seq, CurrentUser user, ChatDesk desk) =>
        (await desk.Messages(id, room => room.Pin(user.Id, seq, on: true))).ToNoContent();

    private static async Task<NoContentAnswer> Unpin(string id, long seq, CurrentUser user, ChatDesk desk) =>
        (await desk.Messages(id, room => room.Pin(user.Id, seq, on: false))).ToNoContent();
}

/// <summary>A stretch of a text.</summary>
public sealed record Highlight(int Start, int Length);

/// <summary>A message that was looked for, its room, and where the words stand in it.</summary>
public sealed record FoundMessage(string Room, MessageAnswer Message, IReadOnlyList<Highlight> Highlights)
{
    internal static IReadOnlyList<Highlight> Mark(string? text, string words) =>
    [
        .. words.Split([' ', '"'], StringSplitOptions.RemoveEmptyEntries)
            .Select(word => (word, At: text?.IndexOf(word, StringComparison.OrdinalIgnoreCase) ?? -1))
            .Where(found => found.At >= 0)
            .Select(found => new Highlight(found.At, found.word.Length)),
    ];
}
