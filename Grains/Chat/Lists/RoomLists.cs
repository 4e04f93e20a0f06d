using System.Globalization;
using Dapper;
using OrleansBackends.Grains.Chat.Rooms;
using OrleansBackends.Grains.Interfaces.Chat;

namespace OrleansBackends.Grains.Chat.Lists;

/// <summary>Lists of rooms: those everybody may join, and somebody's own.</summary>
internal sealed class RoomLists(QueryDatabase database, TimeProvider time)
{
    public async Task<Result<Page<RoomView>>> Directory(string? words, DirectorySort sort, PageRequest page)
    {
        var (column, descending) = sort switch
        {
            DirectorySort.Name => ("name_key", false),
            DirectorySort.Members => ("members", true),
            DirectorySort.Activity => ("active_at", true),
            _ => throw new ArgumentOutOfRangeException(nameof(sort), sort, null),
        };
        var after = page.Cursor is null ? null : Cursor.Decode(page.Cursor, 2);
        var isNumber = sort == DirectorySort.Members;
        if (page.Cursor is not null && (after is null || (isNumber && !long.TryParse(after[0], NumberStyles.None, CultureInfo.InvariantCulture, out _))))
        {
            return Errors.InvalidCursor;
        }

        var parameters = new DynamicParameters(new { take = page.Limit + 1 });
        var where = "visibility = 'public'";
        if (words is not null)
        {
            where += $" AND {database.Dialect.Match("search", "@words")}";
            parameters.Add("words", database.Dialect.Words(words));
        }

        if (after is not null)
        {
            var before = descending ? '<' : '>';
            where += $" AND {column} {before}= @key AND ({column}, id) {before} (@key, @id)";
            parameters.Add("key", isNumber ? long.Parse(after[0], CultureInfo.InvariantCulture) : after[0]);
            parameters.Add("id", after[1]);
        }

        var direction = descending ? "DESC" : "ASC";
        var rows = await database.Query<RoomRow>(
            $"""
            SELECT found.id AS Id, head.document AS Document, cast(found.sort_key AS text) AS SortKey
              FROM (SELECT grain_key, id, {column} AS sort_key FROM chat_rooms WHERE {where} ORDER BY {column} {direction}, id {direction} LIMIT @take) AS found
              JOIN chat_room_heads head ON head.grain_key = found.grain_key
             ORDER BY found.sort_key {direction}, found.id {direction}
            """,
            parameters);
        return rows.ToPage(page.Limit, row => row.Read().ToView(null, time.Now()), row => [row.SortKey, row.Id]);
    }

    public async Task<int> Count(UserId user, int upTo)
    {
        var rows = await database.Query<long>(
            "SELECT count(*) FROM (SELECT 1 FROM chat_memberships WHERE member = @user AND role IS NOT NULL LIMIT @upTo) AS mine",
            new { user = user.ToString(), upTo });
        return (int)rows[0];
    }

    public async Task<IReadOnlyList<string>> IdsOf(UserId user, int limit)
    {
        var streams = await database.Query<string>(
            "SELECT stream FROM chat_memberships WHERE member = @user AND role IS NOT NULL AND stream LIKE 'chat-room:r%' ORDER BY stream LIMIT @limit",
            new { user = user.ToString(), limit });
        return [.. streams.Select(RoomEvents.RoomOf)];
    }

    public async Task<bool> Owns(UserId user) =>
        (await database.Query<long>("SELECT 1 FROM chat_memberships WHERE member = @user AND role = 'owner' LIMIT 1", new { user = user.ToString() })).Count > 0;

    public async Task<Result<Page<MyRoom>>> Of(UserId user, RoomKind? kind, PageRequest page, HistoryQuery history)
    {
        var after = page.Cursor is null ? null : Cursor.Decode(page.Cursor, 2);
        if (page.Cursor is not null && after is null)
        {
            return Errors.InvalidCursor;
        }

        var rows = await database.Query<RoomRow>(
            $"""
            SELECT mine.id AS Id, head.document AS Document, mine.standing AS Standing, mine.last_seq AS LastSeq, mine.last_data AS LastData, mine.last_at AS SortKey
              FROM (SELECT grain_key, id, standing, last_seq, last_data, last_at FROM chat_my_rooms
                     WHERE member = @user {(kind is null ? "" : "AND kind = @kind")} {(after is null ? "" : "AND (last_at, id) < (@at, @id)")}
                     ORDER BY last_at DESC, id DESC LIMIT @take) AS mine
              JOIN chat_room_heads head ON head.grain_key = mine.grain_key
             ORDER BY mine.last_at DESC, mine.id DESC
            """,
            new
            {
                user = user.ToString(), kind = kind?.ToString().ToLowerInvariant(), at = after?[0], id = after?[1], take = page.Limit + 1,
            });
        var shown = await Task.WhenAll(rows.Take(page.Limit).Select(row => Show(user, row, history)));
        return new Page<MyRoom>(shown, rows.Count > page.Limit ? Cursor.Encode(rows[page.Limit - 1].SortKey, rows[page.Limit - 1].Id) : null);
    }

    private async Task<MyRoom> Show(UserId user, RoomRow row, HistoryQuery history)
    {
        var member = DocumentJson.Read<MemberEntry>(row.Standing);
        var (stored, lastN) = (row.Read(), DocumentJson.Read<CountRow>(row.LastData).N);
        var room = (stored with { LastSeq = row.LastSeq, LastN = Math.Max(stored.LastN, lastN) }).ToView(member.Standing, time.Now());
        var newest = await history.Page(user, row.Id, room.FloorSeq, new HistoryRequest { Before = long.MaxValue, Limit = 1 });
        return new MyRoom
        {
            Room = room,
            LastMessage = newest.Items is [var last] ? last : null,
            ActiveAt = DateTimeOffset.Parse(row.SortKey, CultureInfo.InvariantCulture),
        };
    }

    private sealed record CountRow(long N);
}

internal sealed class RoomRow
{
    public string Id { get; init; } = "";
    public string Document { get; init; } = "";
    public string SortKey { get; init; } = "";
    public string Standing { get; init; } = "";
    public long LastSeq { get; init; }
    public string LastData { get; init; } = "{}";

    public RoomState Read() => DocumentJson.Read<RoomState>(Document);
}
