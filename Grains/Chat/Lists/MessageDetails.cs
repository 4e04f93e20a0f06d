using OrleansBackends.Grains.Chat.Rooms;
using OrleansBackends.Grains.Interfaces.Chat;

namespace OrleansBackends.Grains.Chat.Lists;

/// <summary>Adds to messages what was said about them since: the newest text, the tombstone, reactions, the number of replies.</summary>
internal sealed class MessageDetails(QueryDatabase database)
{
    private const string Empty = "{}";

    public async Task<IReadOnlyList<MessageView>> Show(UserId asker, string room, IReadOnlyList<MessageRow> rows)
    {
        if (rows.Count == 0)
        {
            return [];
        }

        var stream = RoomEvents.Stream(room).ToString();
        var dialect = database.Dialect;
        var args = new { stream, me = asker.ToString(), targets = dialect.Numbers(rows.Select(row => row.Seq)) };
        var about = await database.Query<AboutRow>(
            $"""
            SELECT target AS Target, seq AS Seq, kind AS Kind, data AS Data FROM chat_about
             WHERE stream = @stream AND kind IN ('edit', 'delete') AND {dialect.IsOneOf("target", "@targets")} ORDER BY seq
            """,
            args);
        var reactions = await database.Query<ReactionRow>(
            $"""
            SELECT target AS Target, emoji AS Emoji, cast(sum(change) AS bigint) AS Count,
                   cast(sum(CASE WHEN author = @me THEN change ELSE 0 END) AS bigint) AS Mine
              FROM chat_reactions WHERE stream = @stream AND {dialect.IsOneOf("target", "@targets")}
             GROUP BY target, emoji HAVING sum(change) > 0 ORDER BY min(seq)
            """,
            args);
        var replies = await database.Query<ReplyRow>(
            $"""
            SELECT reply_to AS Target, count(*) AS Count FROM chat_live_replies
             WHERE stream = @stream AND {dialect.IsOneOf("reply_to", "@targets")} GROUP BY reply_to
            """,
            args);
        var (newest, shown, counts) = (about.ToLookup(a => a.Target), reactions.ToLookup(r => r.Target), replies.ToDictionary(r => r.Target, r => (int)r.Count));
        return [.. rows.Select(row => View(room, row, newest[row.Seq].LastOrDefault()) with
        {
            Reactions = [.. shown[row.Seq].Select(r => new ReactionView(r.Emoji, (int)r.Count, r.Mine > 0))],
            Replies = counts.GetValueOrDefault(row.Seq),
        }).Select(message => message.Deleted ? message with { Reactions = [] } : message)];
    }

    private static MessageView View(string room, MessageRow row, AboutRow? last)
    {
        if (last is { Kind: DeleteEntry.Name })
        {
            var delete = DocumentJson.Read<DeleteEntry>(last.Data);
            return new MessageView
            {
                Room = room, Seq = row.Seq, N = delete.TargetN, By = delete.Author, Hook = delete.Hook, ClientId = delete.Cid, ReplyTo = delete.ReplyTo,
                AlsoInRoom = delete.AlsoInRoom, At = delete.SentAt, Deleted = true,
            };
        }

        if (row.Data == Empty)
        {
            return new MessageView { Room = room, Seq = row.Seq, Deleted = true };
        }

        var message = DocumentJson.Read<MessageEntry>(row.Data);
        var edit = last is null ? null : DocumentJson.Read<EditEntry>(last.Data);
        return new MessageView
        {
            Room = room,
            Seq = row.Seq,
            N = message.N,
            By = message.By,
            Hook = message.Hook,
            ClientId = message.Cid,
            Text = edit is null ? message.Text : edit.Text,
            ReplyTo = message.ReplyTo,
            AlsoInRoom = message.AlsoInRoom,
            Mentions = (edit is null ? message.Mentions : edit.Mentions) ?? [],
            Everybody = edit is null ? message.Everybody : edit.Everybody,
            At = message.At,
            EditedAt = edit?.At,
        };
    }

    private sealed class AboutRow
    {
        public long Target { get; init; }
        public long Seq { get; init; }
        public string Kind { get; init; } = "";
        public string Data { get; init; } = "";
    }

    private sealed class ReactionRow
    {
        public long Target { get; init; }
        public string Emoji { get; init; } = "";
        public long Count { get; init; }
        public long Mine { get; init; }
    }

    private sealed class ReplyRow
    {
        public long Target { get; init; }
        public long Count { get; init; }
    }
}
