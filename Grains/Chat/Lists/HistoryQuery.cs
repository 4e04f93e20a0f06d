using OrleansBackends.Grains.Chat.Rooms;
using OrleansBackends.Grains.Interfaces.Chat;

namespace OrleansBackends.Grains.Chat.Lists;

/// <summary>Pages of a room's messages, of the main list or of one thread, each in its newest version.</summary>
internal sealed class HistoryQuery(QueryDatabase database)
{
    private readonly MessageDetails details = new(database);

    public async Task<HistoryPage> Page(UserId asker, string room, long floorSeq, HistoryRequest request)
    {
        var list = new MessageList(database, room, floorSeq, request.Thread);
        var (seqs, before, after) = request switch
        {
            { After: { } from } => await Up(list, from, request.Limit),
            { Around: { } middle } => await Around(list, middle, request.Limit),
            { At: { } at } => await list.FirstAt(at) is { } first ? await Up(list, first - 1, request.Limit) : await Down(list, long.MaxValue, request.Limit),
            _ => await Down(list, request.Before ?? long.MaxValue, request.Limit),
        };
        var messages = await details.Show(asker, room, seqs);
        return new HistoryPage([.. messages.Where(message => request.Thread is not null || message.ReplyTo is null || message.AlsoInRoom)], before, after);
    }

    public async Task<Result<MessageView>> One(UserId asker, string room, long floorSeq, long seq)
    {
        var found = seq > floorSeq ? await new MessageList(database, room, floorSeq, null).One(seq) : [];
        return await details.Show(asker, room, found) is [var message] ? message : ChatErrors.MessageNotFound;
    }

    public async Task<IReadOnlyList<MessageView>> Pick(UserId asker, string room, long floorSeq, IReadOnlyList<long> seqs) =>
        await details.Show(asker, room, await new MessageList(database, room, floorSeq, null).Pick(seqs));

    public async Task<IReadOnlyList<MessageView>> All(UserId asker, string room, long afterSeq, int limit) =>
        await details.Show(asker, room, await new MessageList(database, room, afterSeq, null).All(limit));

    public async Task<IReadOnlyList<OwnMessage>> SentBy(UserId user, string afterRoom, long afterSeq, int limit)
    {
        var rows = await database.Query<OwnRow>(
            """
            SELECT stream AS Stream, seq AS Seq, data AS Data FROM chat_own
             WHERE author = @user AND (stream, seq) > (@stream, @afterSeq) ORDER BY stream, seq LIMIT @limit
            """,
            new { user = user.ToString(), stream = afterRoom.Length > 0 ? RoomEvents.Stream(afterRoom).ToString() : "", afterSeq, limit });
        return [.. rows.Select(row => (row, Message: DocumentJson.Read<MessageEntry>(row.Data)))
            .Select(r => new OwnMessage(RoomEvents.RoomOf(r.row.Stream), r.row.Seq, r.Message.At, r.Message.Text!))];
    }

    public async Task<IReadOnlyList<MessageVersion>> Versions(string room, long seq)
    {
        var entries = await new RoomMessages(database).About(room, seq);
        return [.. entries.Select(e => e.Entry switch
        {
            MessageEntry { Text: { } text } message => new MessageVersion(e.Seq, message.At, text),
            EditEntry { Text: { } text } edit => new MessageVersion(e.Seq, edit.At, text),
            _ => null,
        }).OfType<MessageVersion>()];
    }

    /// <summary>A message's count is its own, or on its tombstone; entries whose content was erased have none and change none.</summary>
    public async Task<long> CountTo(string room, long seq)
    {
        var rows = await database.Query<long>(
            """
            SELECT n FROM (
                SELECT l.seq AS seq, coalesce(l.n, d.target_n) AS n
                  FROM chat_counts l LEFT JOIN chat_deletes d ON d.stream = l.stream AND d.target = l.seq
                 WHERE l.stream = @stream AND l.seq <= @seq ORDER BY l.seq DESC LIMIT 200) AS newest
             WHERE n IS NOT NULL ORDER BY seq DESC LIMIT 1
            """,
            new { stream = RoomEvents.Stream(room).ToString(), seq });
        return rows is [var n] ? n : 0;
    }

    private static async Task<(IReadOnlyList<MessageRow> Rows, bool Before, bool After)> Down(MessageList list, long before, int limit)
    {
        var rows = await list.Before(before, limit + 1);
        var later = before == long.MaxValue ? [] : await list.After(before - 1, 1);
        return ([.. rows.Take(limit).Reverse()], rows.Count > limit, later.Count > 0);
    }

    private static async Task<(IReadOnlyList<MessageRow> Rows, bool Before, bool After)> Up(MessageList list, long after, int limit)
    {
        var rows = await list.After(after, limit + 1);
        return ([.. rows.Take(limit)], (await list.Before(after + 1, 1)).Count > 0, rows.Count > limit);
    }

    private static async Task<(IReadOnlyList<MessageRow> Rows, bool Before, bool After)> Around(MessageList list, long middle, int limit)
    {
        var half = (limit / 2) + 1;
        var earlier = await list.Before(middle + 1, half + 1);
        var later = await list.After(middle, limit - half + 1);
        return ([.. earlier.Take(half).Reverse(), .. later.Take(limit - half)], earlier.Count > half, later.Count > limit - half);
    }
}
