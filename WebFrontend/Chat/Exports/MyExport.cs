using OrleansBackends.WebFrontend.Chat.Users;

namespace OrleansBackends.WebFrontend.Chat.Exports;

/// <summary>The lines of one's own export: the profile, whom one blocks, what one keeps, where one was mentioned, and what one said.</summary>
internal sealed class MyExport(ChatDesk desk, People people)
{
    private const int Step = 200;

    public async IAsyncEnumerable<object> Lines(UserId user)
    {
        yield return new { Profile = ProfileAnswer.Of(await desk.User(user).Profile(), (await people.Find([user]))[user]) };
        foreach (var blocked in (await people.Find(await desk.User(user).Blocked())).Values)
        {
            yield return new { Blocked = blocked };
        }

        await foreach (var saved in All(page => desk.User(user).Saved(page)))
        {
            yield return new { Saved = saved };
        }

        await foreach (var mention in All(page => desk.Queries.Mentions(user, page)))
        {
            yield return new { Mention = mention };
        }

        var (room, seq) = ("", 0L);
        while (await desk.Queries.SentBy(user, room, seq, Step) is { Count: > 0 } some)
        {
            foreach (var message in some)
            {
                yield return new { Message = message };
            }

            (room, seq) = (some[^1].Room, some[^1].Seq);
        }
    }

    private static async IAsyncEnumerable<T> All<T>(Func<PageRequest, Task<Result<Page<T>>>> read)
    {
        string? cursor = null;
        do
        {
            var page = (await read(new PageRequest(PageRequest.MaxLimit, cursor))).Require();
            foreach (var item in page.Items)
            {
                yield return item;
            }

            cursor = page.NextCursor;
        }
        while (cursor is not null);
    }
}
