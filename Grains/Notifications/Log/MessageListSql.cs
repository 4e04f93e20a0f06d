using System.Globalization;
using Dapper;
using OrleansBackends.Grains.Interfaces.Notifications;
using OrleansBackends.Grains.Interfaces.Notifications.Log;

namespace OrleansBackends.Grains.Notifications.Log;

/// <summary>
/// The statement of one page of messages. Application, trigger, subscriber and dead letters have an index in order of time; the other filters
/// look at the application's messages in that order.
/// </summary>
internal sealed class MessageListSql(ISqlDialect dialect)
{
    private readonly List<string> conditions = [];

    public DynamicParameters Parameters { get; } = new();

    /// <summary>Null when the cursor is not one of this list.</summary>
    public string? Build(string app, MessageFilter filter, PageRequest page)
    {
        Equal("app", app);
        Equal("status", filter.Status is { } status ? Word.Of(status) : null);
        Equal("channel", filter.Channel is { } channel ? NotifyKeys.Name(channel) : null);
        Equal("workflow", filter.Workflow);
        Equal("subscriber", filter.Subscriber);
        Equal("tx", filter.TransactionId);
        Bound("at >= @from", "from", filter.From);
        Bound("at < @to", "to", filter.To);
        if (!After(page.Cursor))
        {
            return null;
        }

        Parameters.Add("take", page.Limit + 1);
        var view = filter.Status == MessageStatus.Dead ? "notifications_dead" : "notifications_messages";
        return $"""
            SELECT stream AS Stream, seq AS Seq, at_text AS At, status AS Status, data AS Data FROM {view}
             WHERE {string.Join(" AND ", conditions)} ORDER BY at DESC, seq DESC, stream DESC LIMIT @take
            """;
    }

    public static IReadOnlyList<string> Keys(MessageRow row) => [row.At, row.Seq.ToString(CultureInfo.InvariantCulture), row.Stream];

    private void Equal(string column, string? value)
    {
        if (value is not null)
        {
            conditions.Add($"{column} = @{column}");
            Parameters.Add(column, value);
        }
    }

    private void Bound(string condition, string name, DateTimeOffset? at)
    {
        if (at is { } time)
        {
            conditions.Add(condition);
            Parameters.Add(name, dialect.Instant(time));
        }
    }

    private bool After(string? cursor)
    {
        if (cursor is null)
        {
            return true;
        }

        if (Cursor.Decode(cursor, 3) is not [var at, var seqText, var stream]
            || !DateTimeOffset.TryParseExact(at, Clock.Format, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var time)
            || !long.TryParse(seqText, NumberStyles.None, CultureInfo.InvariantCulture, out var seq))
        {
            return false;
        }

        // The first bound is what makes SQLite use the index.
        conditions.Add("at <= @at AND (at, seq, stream) < (@at, @seq, @stream)");
        Parameters.Add("at", dialect.Instant(time.ToUniversalTime()));
        Parameters.Add("seq", seq);
        Parameters.Add("stream", stream);
        return true;
    }
}
