using OrleansBackends.Grains.Chat.Rooms;

namespace OrleansBackends.Grains.Chat.Lists;

/// <summary>One list of messages: the main one of a room, or a thread with its tombstones.</summary>
internal sealed class MessageList(QueryDatabase database, string room, long floor, long? thread)
{
    private readonly string stream = RoomEvents.Stream(room).ToString();

    private string From => thread is null
        ? "FROM chat_messages WHERE stream = @stream AND seq > @floor AND in_main"
        : "FROM chat_replies WHERE stream = @stream AND reply_to = @thread AND seq > @floor";

    public Task<IReadOnlyList<MessageRow>> Before(long seq, int limit) =>
        Query($"SELECT seq AS Seq, data AS Data {From} AND seq < @seq ORDER BY seq DESC LIMIT @limit", seq, limit);

    public Task<IReadOnlyList<MessageRow>> After(long seq, int limit) =>
        Query($"SELECT seq AS Seq, data AS Data {From} AND seq > @seq ORDER BY seq LIMIT @limit", seq, limit);

    public Task<IReadOnlyList<MessageRow>> One(long seq) =>
        Query("SELECT seq AS Seq, data AS Data FROM chat_messages WHERE stream = @stream AND seq > @floor AND seq = @seq LIMIT @limit", seq, 1);

    /// <summary>Messages and replies.</summary>
    public Task<IReadOnlyList<MessageRow>> All(int limit) =>
        Query("SELECT seq AS Seq, data AS Data FROM chat_messages WHERE stream = @stream AND seq > @floor ORDER BY seq LIMIT @limit", 0, limit);

    public Task<IReadOnlyList<MessageRow>> Pick(IReadOnlyList<long> seqs) => database.Query<MessageRow>(
        $"""
        SELECT seq AS Seq, data AS Data FROM chat_messages
         WHERE stream = @stream AND seq > @floor AND {database.Dialect.IsOneOf("seq", "@seqs")} ORDER BY seq
        """,
        new { stream, floor, seqs = database.Dialect.Numbers(seqs) });

    /// <summary>The first message of that time or later.</summary>
    public async Task<long?> FirstAt(DateTimeOffset at)
    {
        var rows = await database.Query<long>(
            "SELECT seq FROM chat_messages WHERE stream = @stream AND seq > @floor AND at >= @at ORDER BY at, seq LIMIT 1",
            new { stream, floor, at = database.Dialect.Instant(at) });
        return rows is [var seq] ? seq : null;
    }

    private Task<IReadOnlyList<MessageRow>> Query(string sql, long seq, int limit) =>
        database.Query<MessageRow>(sql, new { stream, floor, thread, seq, limit });
}

internal sealed class OwnRow
{
    public string Stream { get; init; } = "";
    public long Seq { get; init; }
    public string Data { get; init; } = "";
}

internal sealed class MessageRow
{
    public long Seq { get; init; }
    public string Data { get; init; } = "";
}
