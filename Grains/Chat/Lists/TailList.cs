using OrleansBackends.Grains.Chat.Rooms;
using OrleansBackends.Grains.Chat.Users;
using OrleansBackends.Grains.Interfaces.Chat;

namespace OrleansBackends.Grains.Chat.Lists;

/// <summary>How far rooms and threads have come.</summary>
internal sealed class TailList(QueryDatabase database)
{
    public async Task<IReadOnlyList<RoomTail>> Of(UserId user)
    {
        var rooms = await database.Query<TailRow>(
            "SELECT id AS Room, last_data AS Data FROM chat_my_rooms WHERE member = @user ORDER BY id LIMIT @most",
            new { user = user.ToString(), most = ChatLimits.RoomsPerUser });
        var mentions = await database.Query<TailRow>(
            "SELECT room AS Room, max(message) AS Seq FROM chat_mentions WHERE stream = @stream GROUP BY room",
            new { stream = MentionInbox.Stream(user).ToString() });
        var last = mentions.ToDictionary(mention => mention.Room, mention => mention.Seq);
        return [.. rooms.Select(row => new RoomTail(row.Room, row.ReadN(), last.GetValueOrDefault(row.Room)))];
    }

    public async Task<IReadOnlyList<ThreadCount>> Count(IReadOnlyList<ThreadPlace> threads) => await Task.WhenAll(threads.Select(Count));

    private async Task<ThreadCount> Count(ThreadPlace thread)
    {
        var rows = await database.Query<CountRow>(
            """
            SELECT count(*) AS Replies, coalesce(max(seq), 0) AS LastSeq, cast(coalesce(sum(CASE WHEN seq > @read THEN 1 ELSE 0 END), 0) AS bigint) AS Unread
              FROM chat_live_thread WHERE stream = @stream AND reply_to = @root
            """,
            new { stream = RoomEvents.Stream(thread.Room).ToString(), root = thread.Root, read = thread.ReadSeq });
        return new ThreadCount((int)rows[0].Replies, rows[0].LastSeq, (int)rows[0].Unread);
    }

    private sealed class TailRow
    {
        public string Room { get; init; } = "";
        public string Data { get; init; } = "{}";
        public long Seq { get; init; }

        public long ReadN() => DocumentJson.Read<Counted>(Data).N;
    }

    private sealed record Counted(long N);

    private sealed class CountRow
    {
        public long Replies { get; init; }
        public long LastSeq { get; init; }
        public long Unread { get; init; }
    }
}
