using OrleansBackends.Grains.Interfaces.Chat;

namespace OrleansBackends.WebFrontend.Chat.Threads;

/// <summary>A room with something new for the reader.</summary>
public sealed record UnreadAnswer(string Room, long Unread, int Mentions);

/// <summary>What waits to be read, and who has read what.</summary>
internal static class UnreadEndpoints
{
    public static RouteGroupBuilder MapUnread(this RouteGroupBuilder chat)
    {
        chat.MapGet("/me/unread", Unread).Limit("read").WithSummary("Counts what is unread in each of the caller's rooms that has some").Refuses(Errors.InvalidCursor);
        chat.MapGet("/rooms/{id}/messages/{seq:long}/readers", Readers).Limit("read")
            .WithSummary("Shows who has read a message, in small rooms")
            .WithDescription($"In rooms of at most {ChatLimits.ReadersShown}. Who does not tell how far they have read is not among them.")
            .Refuses(ChatErrors.RoomNotFound, ChatErrors.MessageNotFound, ChatErrors.RoomTooLarge);
        return chat;
    }

    private static async Task<OkAnswer<Page<UnreadAnswer>>> Unread(PageQuery page, CurrentUser user, ChatDesk desk)
    {
        PageRequest request = page;
        if (request.Cursor is { } room && !ChatKey.IsRoom(room))
        {
            return new Result<Page<UnreadAnswer>> { Error = Errors.InvalidCursor }.ToOk();
        }

        var tails = await desk.Queries.Tails(user.Id);
        var marks = await desk.Marks(user.Id, [.. tails.Select(tail => tail.Room)]);
        var waiting = tails.Where(tail => string.CompareOrdinal(tail.Room, request.Cursor) > 0)
            .Where(tail => tail.LastN > marks[tail.Room].N || tail.LastMention > marks[tail.Room].Seq).Take(request.Limit + 1).ToList();
        var shown = await Task.WhenAll(waiting.Take(request.Limit).Select(async tail => new UnreadAnswer(
            tail.Room, Math.Max(0, tail.LastN - marks[tail.Room].N), await desk.Queries.CountMentions(user.Id, tail.Room, marks[tail.Room].Seq))));
        return new Result<Page<UnreadAnswer>> { Value = new Page<UnreadAnswer>(shown, waiting.Count > request.Limit ? shown[^1].Room : null) }.ToOk();
    }

    private static async Task<OkAnswer<IReadOnlyList<Person>>> Readers(string id, long seq, CurrentUser user, ChatDesk desk, People people)
    {
        var readers = await desk.Read<UserId[]>(id, user.Id, async access =>
        {
            if (access.Members > ChatLimits.ReadersShown)
            {
                return ChatErrors.RoomTooLarge;
            }

            var message = await desk.Queries.Message(user.Id, id, access.FloorSeq, seq);
            var members = await desk.Queries.Members(id, new MemberFilter(null, false, null), new PageRequest(PageRequest.MaxLimit, null));
            return !message.IsOk ? message.Error : !members.IsOk ? members.Error : await Seen(members.Value.Items, id, seq, message.Value.By, user.Id, desk);
        });
        var persons = await people.Find(readers.Value ?? []);
        return readers.Map<IReadOnlyList<Person>>(found => [.. found.Select(reader => persons[reader])]).ToOk();
    }

    private static async Task<UserId[]> Seen(IReadOnlyList<MemberView> members, string id, long seq, UserId? author, UserId asker, ChatDesk desk)
    {
        var blocked = await desk.User(asker).Blocked();
        var others = members.Select(member => member.User).Where(user => user != author && !blocked.Contains(user)).ToList();
        var seen = await Task.WhenAll(others.Select(async user => (await desk.Marks(user, [id]))[id].Seq >= seq
            && (user == asker || ((await desk.User(user).Profile()).Receipts && await desk.User(user).Takes(asker)))));
        return [.. others.Zip(seen).Where(one => one.Second).Select(one => one.First)];
    }
}
