using Dapper;
using OrleansBackends.Grains.Chat.Rooms;
using OrleansBackends.Grains.Interfaces.Chat;

namespace OrleansBackends.Grains.Chat.Lists;

/// <summary>Everybody's last standing, in order of ids.</summary>
internal sealed class MemberList(QueryDatabase database)
{
    public async Task<Result<Page<MemberView>>> List(string room, MemberFilter filter, PageRequest page)
    {
        if ((page.Cursor is null ? [""] : Cursor.Decode(page.Cursor, 1)) is not [var after])
        {
            return Errors.InvalidCursor;
        }

        var parameters = new DynamicParameters(new { stream = RoomEvents.Stream(room).ToString(), after, take = page.Limit + 1 });
        var where = filter.Banned ? "banned" : "role IS NOT NULL";
        if (filter.Role is { } role)
        {
            where += " AND role = @role";
            parameters.Add("role", role.ToString().ToLowerInvariant());
        }

        if (filter.Users is { } users)
        {
            where += $" AND {database.Dialect.IsOneOf("member", "@users")}";
            parameters.Add("users", database.Dialect.Texts(users.Select(user => user.ToString())));
        }

        var rows = await database.Query<MemberRow>(
            $"SELECT member AS Member, data AS Data FROM chat_standings WHERE stream = @stream AND member > @after AND {where} ORDER BY member LIMIT @take",
            parameters);
        return rows.ToPage(page.Limit, row => DocumentJson.Read<MemberEntry>(row.Data).Standing.ToView(), row => [row.Member]);
    }
}

internal sealed class MemberRow
{
    public string Member { get; init; } = "";
    public string Data { get; init; } = "";
}
