using System.Globalization;
using OrleansBackends.Grains.Chat.Users;
using OrleansBackends.Grains.Interfaces.Chat;

namespace OrleansBackends.Grains.Chat.Lists;

/// <summary>Who mentioned somebody where, the newest first, and how often since a place in each room.</summary>
internal sealed class MentionList(QueryDatabase database)
{
    public async Task<Result<Page<Mention>>> List(UserId user, PageRequest page)
    {
        var before = long.MaxValue;
        if (page.Cursor is not null && (Cursor.Decode(page.Cursor, 1) is not [var text] || !long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out before)))
        {
            return Errors.InvalidCursor;
        }

        var rows = await database.Query<MentionRow>(
            "SELECT seq AS Seq, data AS Data FROM chat_mentions WHERE stream = @stream AND seq < @before ORDER BY seq DESC LIMIT @take",
            new { stream = MentionInbox.Stream(user).ToString(), before, take = page.Limit + 1 });
        return rows.ToPage(page.Limit, row => DocumentJson.Read<Mention>(row.Data), row => [row.Seq.ToString(CultureInfo.InvariantCulture)]);
    }

    public async Task<int> Count(UserId user, string room, long afterSeq)
    {
        var rows = await database.Query<long>(
            "SELECT count(*) FROM chat_mentions WHERE stream = @stream AND room = @room AND message > @afterSeq",
            new { stream = MentionInbox.Stream(user).ToString(), room, afterSeq });
        return (int)rows[0];
    }

    private sealed class MentionRow
    {
        public long Seq { get; init; }
        public string Data { get; init; } = "";
    }
}
