using System.Globalization;
using OrleansBackends.Grains.Interfaces.Chat;

namespace OrleansBackends.Grains.Chat.Users;

/// <summary>What chat holds about a person: profile and blocked people, what they keep, where they were mentioned, and what they said and is still there.</summary>
internal sealed class ChatUserData(IGrainFactory grains) : IUserExport, IUserErasure
{
    private const int Step = 100;
    private const string Saved = "saved";
    private const string Mentions = "mentions";
    private const string Messages = "messages";

    public string Slice => "chat";

    /// <summary>Part by part; a cursor is the name of a part and the place in it.</summary>
    public async Task<Page<string>> Export(UserId user, string? cursor, CancellationToken cancellation)
    {
        var (part, place) = cursor?.Split('|', 2) is [var name, var at] ? (name, at.Length > 0 ? at : null) : ("", null);
        var (me, queries) = (grains.GetGrain<IChatUserGrain>(ChatKey.User(user)), grains.GetGrain<IChatQueries>(0));
        return part switch
        {
            Saved => Part((await me.Saved(new PageRequest(Step, place))).Require(), Saved, Mentions),
            Mentions => Part((await queries.Mentions(user, new PageRequest(Step, place))).Require(), Mentions, Messages),
            Messages => Said(await SentAfter(queries, user, place)),
            _ => new Page<string>([DocumentJson.Write(await me.Profile()), .. (await me.Blocked()).Select(other => DocumentJson.Write(new { Blocked = other }))], $"{Saved}|"),
        };
    }

    public Task<bool> EraseStep(UserId user, CancellationToken cancellation) => grains.GetGrain<IChatErasure>(0).Step(user);

    private static Page<string> Part<T>(Page<T> page, string part, string next) =>
        new([.. page.Items.Select(DocumentJson.Write)], page.NextCursor is { } place ? $"{part}|{place}" : $"{next}|");

    private static Page<string> Said(IReadOnlyList<OwnMessage> messages) => new(
        [.. messages.Select(DocumentJson.Write)],
        messages.Count == Step ? string.Create(CultureInfo.InvariantCulture, $"{Messages}|{messages[^1].Room}:{messages[^1].Seq}") : null);

    private static Task<IReadOnlyList<OwnMessage>> SentAfter(IChatQueries queries, UserId user, string? place) => place?.Split(':') is [var room, var seq]
        ? queries.SentBy(user, room, long.Parse(seq, CultureInfo.InvariantCulture), Step)
        : queries.SentBy(user, "", 0, Step);
}
