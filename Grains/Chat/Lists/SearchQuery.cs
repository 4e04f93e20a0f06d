using System.Globalization;
using Dapper;
using OrleansBackends.Grains.Interfaces.Chat;

namespace OrleansBackends.Grains.Chat.Lists;

/// <summary>Looks for messages in the rooms of one person, each in its newest version, the newest first.</summary>
internal sealed class SearchQuery(QueryDatabase database, HistoryQuery history)
{
    /// <summary>Sending is never kept waiting for somebody's search.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(3);

    private static readonly string[] Place = ["stream", "seq"];

    public async Task<Result<Page<MessageView>>> Find(UserId user, SearchRequest search, PageRequest page)
    {
        var after = page.Cursor is null ? null : Cursor.Decode(page.Cursor, 3);
        if (page.Cursor is not null && (after is null || !long.TryParse(after[2], NumberStyles.None, CultureInfo.InvariantCulture, out _)))
        {
            return Errors.InvalidCursor;
        }

        var (where, parameters) = Filter(user, search);
        if (after is not null)
        {
            where += " AND at_text <= @at AND (at_text, stream, seq) < (@at, @stream, @seq)";
            parameters.AddDynamicParams(new { at = after[0], stream = after[1], seq = long.Parse(after[2], CultureInfo.InvariantCulture) });
        }

        parameters.Add("take", page.Limit + 1);
        var rows = await Query(
            $"""
            SELECT id AS Room, floor AS Floor, message AS Message, seq AS Seq, stream AS Stream, at_text AS At
              FROM chat_search WHERE {where} ORDER BY at_text DESC, stream DESC, seq DESC LIMIT @take
            """,
            parameters);
        if (rows is null)
        {
            return ChatErrors.SearchBusy;
        }

        var shown = new List<MessageView>();
        foreach (var row in rows.Take(page.Limit))
        {
            if (await history.One(user, row.Room, row.Floor, row.Message) is { IsOk: true } found)
            {
                shown.Add(found.Value);
            }
        }

        return new Page<MessageView>(shown, rows.Count > page.Limit ? PlaceOf(rows[page.Limit - 1]) : null);
    }

    private static string PlaceOf(SearchRow row) => Cursor.Encode(row.At, row.Stream, row.Seq.ToString(CultureInfo.InvariantCulture));

    private (string Where, DynamicParameters Parameters) Filter(UserId user, SearchRequest search)
    {
        var parameters = new DynamicParameters(new { user = user.ToString() });
        var where = "member = @user AND message > floor";
        When(search.Words is not null, database.Dialect.MatchIndexed("text", Place, "chat_words", "@words"), "words", () => database.Dialect.IndexedWords(search.Words!));
        When(search.From is not null, "author = @from", "from", () => search.From!.Value.ToString());
        When(search.Room is not null, "id = @room", "room", () => search.Room!);
        When(search.Before is not null, "at < @before", "before", () => database.Dialect.Instant(search.Before!.Value));
        When(search.After is not null, "at >= @after", "after", () => database.Dialect.Instant(search.After!.Value));
        When(search.MentionsMe, database.Dialect.HasAny("mentions", "@mentioned"), "mentioned", () => database.Dialect.Texts([user.ToString()]));
        return (where, parameters);

        void When(bool isAsked, string condition, string name, Func<object> value)
        {
            if (isAsked)
            {
                where += $" AND {condition}";
                parameters.Add(name, value());
            }
        }
    }

    /// <returns>Null when it took too long.</returns>
    private async Task<IReadOnlyList<SearchRow>?> Query(string sql, DynamicParameters parameters)
    {
        using var deadline = new CancellationTokenSource(Patience);
        try
        {
            return await database.Query<SearchRow>(sql, parameters, deadline.Token);
        }
        catch (OperationCanceledException)
        {
            return null;
        }
    }

    private sealed class SearchRow
    {
        public string Room { get; init; } = "";
        public long Floor { get; init; }
        public long Message { get; init; }
        public long Seq { get; init; }
        public string Stream { get; init; } = "";
        public string At { get; init; } = "";
    }
}
