namespace OrleansBackends.Grains.Notifications.Dispatch;

/// <summary>Reads what a dispatch's own journals hold, by number and through the index on message ids.</summary>
internal sealed class DispatchLog(QueryDatabase database)
{
    public const int Page = 500;

    /// <summary>Those of the ids that were queued before, whatever became of them.</summary>
    public async Task<HashSet<string>> Known(IReadOnlyList<string> streams, IEnumerable<string> ids)
    {
        var sql = $"SELECT DISTINCT msg FROM notifications_log WHERE {OneOf("msg", "@ids")} AND {OneOf("stream", "@streams")}";
        return [.. await database.Query<string>(sql, new { ids = database.Dialect.Texts(ids), streams = database.Dialect.Texts(streams) })];
    }

    /// <summary>All that the log holds of a few messages, oldest first.</summary>
    public Task<IReadOnlyList<LogRow>> Of(IReadOnlyList<string> streams, IEnumerable<string> ids)
    {
        var sql =
            $"""
            SELECT stream AS Stream, seq AS Seq, kind AS Kind, data AS Data FROM notifications_log
             WHERE {OneOf("msg", "@ids")} AND {OneOf("stream", "@streams")} ORDER BY stream, seq
            """;
        return database.Query<LogRow>(sql, new { ids = database.Dialect.Texts(ids), streams = database.Dialect.Texts(streams) });
    }

    /// <summary>The next queued entries, oldest first.</summary>
    public async Task<IReadOnlyList<QueuedEntry>> Queued(StreamName stream, long after, int limit)
    {
        var rows = await database.Query<QueuedRow>(
            "SELECT seq AS Seq, data AS Data FROM notifications_queued WHERE stream = @stream AND seq > @after ORDER BY seq LIMIT @limit",
            new { stream = stream.ToString(), after, limit });
        return [.. rows.Select(row => row.Read())];
    }

    /// <summary>Queued entries by their numbers.</summary>
    public async Task<IReadOnlyList<QueuedEntry>> Queued(StreamName stream, IEnumerable<long> seqs)
    {
        var entries = new List<QueuedEntry>();
        foreach (var some in seqs.Chunk(Page))
        {
            var rows = await database.Query<QueuedRow>(
                $"SELECT seq AS Seq, data AS Data FROM notifications_queued WHERE stream = @stream AND {OneOf("seq", "@some")} ORDER BY seq",
                new { stream = stream.ToString(), some = database.Dialect.Numbers(some) });
            entries.AddRange(rows.Select(row => row.Read()));
        }

        return entries;
    }

    /// <summary>What happened after a snapshot, oldest first.</summary>
    public async Task<IReadOnlyList<FoldedEntry>> After(StreamName stream, long after, int limit)
    {
        var rows = await database.Query<FoldedRow>(
            """
            SELECT seq AS Seq, kind AS Kind, of_seq AS Of, erased AS Erased, attempt AS Attempt, retry_at AS RetryAt
              FROM notifications_dispatch_log WHERE stream = @stream AND seq > @after ORDER BY seq LIMIT @limit
            """,
            new { stream = stream.ToString(), after, limit });
        return [.. rows.Select(row => row.Read())];
    }

    private string OneOf(string expression, string parameter) => database.Dialect.IsOneOf(expression, parameter);
}
