using Orleans.Concurrency;
using OrleansBackends.Grains.Interfaces.Notifications;
using OrleansBackends.Grains.Interfaces.Notifications.Dispatch;
using OrleansBackends.Grains.Interfaces.Notifications.Log;

namespace OrleansBackends.Grains.Notifications.Log;

[StatelessWorker, GrainType("notificationqueries")]
internal sealed class NotificationQueries(QueryDatabase database) : Grain, INotificationQueries
{
    public async Task<Result<Page<MessageView>>> Messages(string app, MessageFilter filter, PageRequest page)
    {
        var statement = new MessageListSql(database.Dialect);
        if (statement.Build(app, filter, page) is not { } sql)
        {
            return Errors.InvalidCursor;
        }

        var rows = await database.Query<MessageRow>(sql, statement.Parameters);
        return rows.ToPage(page.Limit, row => row.ToView(), MessageListSql.Keys);
    }

    public async Task<Result<MessageDetail>> Message(string app, string id)
    {
        var rows = await database.Query<MessageRow>(
            """
            SELECT stream AS Stream, seq AS Seq, at_text AS At, status AS Status, data AS Data FROM notifications_log
             WHERE msg = @id AND app = @app ORDER BY at, stream, seq
            """,
            new { app, id });
        if (rows.Count == 0)
        {
            return DispatchErrors.MessageNotFound;
        }

        var last = rows.LastOrDefault(row => row.Dispatch is not null) ?? rows[^1];
        return new MessageDetail(last.ToView(), [.. rows.Select(row => row.ToEvent())], last.Dispatch);
    }

    public async Task<IReadOnlyList<OutcomeCount>> Outcomes(string app, string transactionId)
    {
        var rows = await database.Query<CountRow>(
            "SELECT channel AS Channel, status AS Status, count(*) AS Count FROM notifications_messages WHERE tx = @transactionId AND app = @app GROUP BY channel, status",
            new { app, transactionId });
        return [.. rows.Select(row => new OutcomeCount(Word.Parse<NotifyChannel>(row.Channel), Word.Parse<MessageStatus>(row.Status), row.Count))];
    }

    public async Task<IReadOnlyList<MessagePlace>> DeadLetters(string app, DeadRange range, int limit)
    {
        var rows = await database.Query<PlaceRow>(
            """
            SELECT msg AS Msg, stream AS Stream FROM notifications_dead
             WHERE app = @app AND channel = @channel AND at >= @from AND at < @to AND (@reason IS NULL OR reason = @reason)
             ORDER BY at, seq, stream LIMIT @limit
            """,
            new
            {
                app,
                channel = NotifyKeys.Name(range.Channel),
                from = database.Dialect.Instant(range.From),
                to = database.Dialect.Instant(range.To),
                reason = range.Reason,
                limit,
            });
        return [.. rows.Select(row => row.ToPlace())];
    }

    public async Task<IReadOnlyList<MessagePlace>> OfSubscriber(string app, string subscriber, string afterId, int limit)
    {
        var rows = await database.Query<PlaceRow>(
            """
            SELECT msg AS Msg, min(stream) AS Stream FROM notifications_log
             WHERE subscriber = @subscriber AND app = @app AND msg > @afterId AND kind IN ('queued', 'attempt', 'done', 'dead')
               AND stream LIKE 'notifications-dispatch:%'
             GROUP BY msg ORDER BY msg LIMIT @limit
            """,
            new { app, subscriber, afterId, limit });
        return [.. rows.Select(row => row.ToPlace())];
    }
}
