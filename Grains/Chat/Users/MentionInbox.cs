using OrleansBackends.Grains.Interfaces.Chat;

namespace OrleansBackends.Grains.Chat.Users;

/// <summary>The mentions of one person, in a journal of their own. Of each room they come in the order of its log.</summary>
internal sealed class MentionInbox(IJournal journal, QueryDatabase database, IGrainBase owner, UserId user)
{
    private readonly Dictionary<string, long> last = [];
    private IJournalStream? stream;

    public static StreamName Stream(UserId user) => new("chat", "mentions", user.ToString());

    /// <returns>False when it is there already.</returns>
    public async Task<bool> Add(Mention mention)
    {
        if (!last.TryGetValue(mention.Room, out var seq))
        {
            seq = await Last(mention.Room);
        }

        if (mention.Seq > seq)
        {
            stream ??= await journal.Open(owner, Stream(user));
            await stream.Append(NewEntry.Of("mention", mention));
        }

        last[mention.Room] = Math.Max(seq, mention.Seq);
        return mention.Seq > seq;
    }

    /// <summary>Empties it; the number goes on.</summary>
    public async Task Clear()
    {
        const int Some = 500;
        stream ??= await journal.Open(owner, Stream(user));
        for (var after = 0L; await journal.Read(stream.Name, after, Some) is { Count: > 0 } some; after = some[^1].Seq)
        {
            if (some.Where(entry => entry.Kind == "mention" && entry.Data != "{}").Select(entry => entry.Seq).ToList() is { Count: > 0 } held)
            {
                await stream.AppendAndErase([new NewEntry("cleared", "{}")], held);
            }
        }
    }

    private async Task<long> Last(string room)
    {
        var rows = await database.Query<long>(
            "SELECT message FROM chat_mentions WHERE stream = @stream AND room = @room ORDER BY message DESC LIMIT 1",
            new { stream = Stream(user).ToString(), room });
        return rows is [var seq] ? seq : 0;
    }
}
