using OrleansBackends.Grains.Interfaces.Chat;
using OrleansBackends.WebFrontend.Chat.Messages;

namespace OrleansBackends.WebFrontend.Chat.Users;

/// <summary>Where one was mentioned, and what one keeps for later.</summary>
internal static class KeptEndpoints
{
    public static RouteGroupBuilder MapKept(this RouteGroupBuilder chat)
    {
        chat.MapGet("/me/mentions", Mentions).Limit("read").WithSummary("Lists where the caller was mentioned, the newest first").Refuses(Errors.InvalidCursor);
        chat.MapGet("/me/saved", Saved).Limit("read").WithSummary("Lists the messages that the caller keeps, the newest first").Refuses(Errors.InvalidCursor);
        chat.MapPut("/me/saved/{room}/{seq:long}", Save).Limit("write").WithSummary("Keeps a message for later")
            .Refuses(ChatErrors.RoomNotFound, ChatErrors.MessageNotFound, ChatErrors.TooManySaved);
        chat.MapDelete("/me/saved/{room}/{seq:long}", Unsave).Limit("write").WithSummary("Keeps a message no longer");
        return chat;
    }

    private static async Task<OkAnswer<Page<MentionAnswer>>> Mentions(PageQuery page, CurrentUser user, ChatDesk desk, People people)
    {
        var found = await desk.Queries.Mentions(user.Id, page);
        if (!found.IsOk)
        {
            return new Result<Page<MentionAnswer>> { Error = found.Error }.ToOk();
        }

        var persons = await people.Find(found.Value.Items.Where(mention => mention.Hook is null).Select(mention => mention.By));
        return found.Map(p => p.Map(m => new MentionAnswer(
            m.Room, m.Message, m.Hook is { } name ? Author.OfHook(m.By, name) : Author.Of(persons[m.By]), m.At))).ToOk();
    }

    /// <summary>Only those that the caller may still read.</summary>
    private static async Task<OkAnswer<Page<KeptMessage>>> Saved(PageQuery page, CurrentUser user, ChatDesk desk, People people)
    {
        var found = await desk.User(user.Id).Saved(page);
        var kept = new List<KeptMessage>();
        foreach (var saved in found.Value?.Items ?? [])
        {
            var message = await people.Show(await desk.Read(saved.Room, user.Id, access => desk.Queries.Message(user.Id, saved.Room, access.FloorSeq, saved.Seq)), user.Id);
            if (message.IsOk)
            {
                kept.Add(new KeptMessage(saved.Room, message.Value, saved.At));
            }
        }

        return found.Map(p => new Page<KeptMessage>(kept, p.NextCursor)).ToOk();
    }

    private static async Task<NoContentAnswer> Save(string room, long seq, CurrentUser user, ChatDesk desk)
    {
        var message = await desk.Read(room, user.Id, access => desk.Queries.Message(user.Id, room, access.FloorSeq, seq));
        return (message.IsOk ? await desk.User(user.Id).Save(room, seq) : message.Error).ToNoContent();
    }

    private static async Task<NoContentAnswer> Unsave(string room, long seq, CurrentUser user, ChatDesk desk) =>
        (await desk.User(user.Id).Unsave(room, seq)).ToNoContent();
}

public sealed record MentionAnswer(string Room, long Seq, Author By, DateTimeOffset At);

public sealed record KeptMessage(string Room, MessageAnswer Message, DateTimeOffset At);
