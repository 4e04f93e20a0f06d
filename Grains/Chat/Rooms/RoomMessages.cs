using OrleansBackends.Grains.Chat.Messages;

namespace OrleansBackends.Grains.Chat.Rooms;

/// <summary>Single messages out of a room's log, by index.</summary>
internal sealed class RoomMessages(QueryDatabase database)
{
    /// <summary>The message's own entry and all that was said about it, in order.</summary>
    public async Task<IReadOnlyList<(long Seq, RoomEntry? Entry)>> About(string room, long seq)
    {
        var stream = RoomEvents.Stream(room).ToString();
        var own = await database.Query<LogRow>(
            "SELECT seq AS Seq, kind AS Kind, data AS Data FROM chat_log WHERE stream = @stream AND seq = @seq AND kind = 'message'", new { stream, seq });
        var later = await database.Query<LogRow>(
            "SELECT seq AS Seq, kind AS Kind, data AS Data FROM chat_about WHERE stream = @stream AND target = @seq ORDER BY seq", new { stream, seq });
        return [.. own.Concat(later).Select(row => (row.Seq, RoomEvents.Read(row.ToEntry())))];
    }

    /// <summary>The oldest entries after a number that hold a text from before a time, some hundreds at most.</summary>
    public async Task<IReadOnlyList<long>> TextsBefore(string room, long afterSeq, DateTimeOffset before)
    {
        const int Some = 500;
        var rows = await database.Query<TextRow>(
            "SELECT seq AS Seq, CASE WHEN at < @before THEN 1 ELSE 0 END AS Old FROM chat_texts WHERE stream = @stream AND seq > @afterSeq ORDER BY seq LIMIT @some",
            new { stream = RoomEvents.Stream(room).ToString(), afterSeq, before = database.Dialect.Instant(before), some = Some });
        return [.. rows.TakeWhile(row => row.Old == 1).Select(row => row.Seq)];
    }

    /// <summary>Some entries after a number that owe something to people.</summary>
    public async Task<IReadOnlyList<(long Seq, RoomEntry? Entry)>> OwedAfter(string room, long afterSeq)
    {
        const int Some = 100;
        var rows = await database.Query<LogRow>(
            "SELECT seq AS Seq, kind AS Kind, data AS Data FROM chat_owed WHERE stream = @stream AND seq > @afterSeq ORDER BY seq LIMIT @some",
            new { stream = RoomEvents.Stream(room).ToString(), afterSeq, some = Some });
        return [.. rows.Select(row => (row.Seq, RoomEvents.Read(row.ToEntry())))];
    }

    /// <summary>The message that somebody sent under this id, or the tombstone of it.</summary>
    public async Task<SentBefore?> Sent(string room, UserId by, string clientId)
    {
        var rows = await database.Query<LogRow>(
            "SELECT seq AS Seq, kind AS Kind, data AS Data FROM chat_sent WHERE stream = @stream AND author = @by AND cid = @clientId",
            new { stream = RoomEvents.Stream(room).ToString(), by = by.ToString(), clientId });
        // Asked in an order, the database would walk the whole room in it.
        return rows.MinBy(found => found.Seq) is not { } row ? null : RoomEvents.Read(row.ToEntry()) switch
        {
            MessageEntry message => new SentBefore(row.Seq, message.Mark),
            DeleteEntry delete => new SentBefore(delete.Target, null),
            _ => null,
        };
    }
}

internal sealed class TextRow
{
    public long Seq { get; init; }
    public int Old { get; init; }
}

internal sealed class LogRow
{
    public long Seq { get; init; }
    public string Kind { get; init; } = "";
    public string Data { get; init; } = "";

    public JournalEntry ToEntry() => new(Seq, default, Kind, Data);
}
