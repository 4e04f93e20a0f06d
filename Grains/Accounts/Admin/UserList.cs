using OrleansBackends.Grains.Interfaces.Accounts;

namespace OrleansBackends.Grains.Accounts;

/// <summary>The admins' list: every order runs over an index of its own and pages by key.</summary>
internal static class UserList
{
    public static async Task<Result<Page<UserRow>>> Read(QueryDatabase database, UserFilter filter, PageRequest page)
    {
        var after = page.Cursor is null ? null : Cursor.Decode(page.Cursor, 2);
        if (page.Cursor is not null && after is null)
        {
            return Errors.InvalidCursor;
        }

        var order = filter.Sort switch
        {
            UserSort.Created => "created",
            UserSort.Email => "email_key",
            UserSort.LastSeen => "last_seen",
            _ => throw new ArgumentOutOfRangeException(nameof(filter), filter.Sort, "no such order"),
        };
        var (direction, beyond) = filter.Descending ? ("DESC", "<") : ("ASC", ">");
        var conditions = Conditions(filter, database.Dialect).ToList();
        if (after is not null)
        {
            conditions.Add($"{order} {beyond}= @value AND ({order}, grain_key) {beyond} (@value, @key)");
        }

        var rows = await database.Query<Row>(
            $"""
            SELECT grain_key AS GrainKey, email AS Email, verified AS Verified, username AS Username, display_name AS DisplayName, status AS Status,
                   CAST(roles AS text) AS Roles, created AS Created, last_seen AS LastSeen, has_mfa AS HasMfa, {order} AS Place
              FROM accounts_user
             {(conditions.Count == 0 ? "" : "WHERE " + string.Join(" AND ", conditions))}
             ORDER BY {order} {direction}, grain_key {direction} LIMIT @limit
            """,
            new
            {
                value = after?[0],
                key = after?[1],
                prefix = filter.Query is null ? null : Prefix(filter.Query),
                status = filter.Status is { } status ? DocumentJson.Write(status).Trim('"') : null,
                roles = filter.Role is null ? null : database.Dialect.Texts([filter.Role]),
                from = filter.CreatedFrom?.ToText(),
                to = filter.CreatedTo?.ToText(),
                limit = page.Limit + 1,
            });
        return rows.ToPage(page.Limit, Show, row => [row.Place, row.GrainKey]);
    }

    private static IEnumerable<string> Conditions(UserFilter filter, ISqlDialect dialect)
    {
        if (filter.Query is not null)
        {
            yield return @"(email_key LIKE @prefix ESCAPE '\' OR username_key LIKE @prefix ESCAPE '\')";
        }

        if (filter.Status is not null)
        {
            yield return "status = @status";
        }

        if (filter.Role is not null)
        {
            yield return dialect.HasAny("roles", "@roles");
        }

        if (filter.CreatedFrom is not null)
        {
            yield return "created >= @from";
        }

        if (filter.CreatedTo is not null)
        {
            yield return "created < @to";
        }
    }

    private static string Prefix(string text) =>
        text.ToLowerInvariant().Replace(@"\", @"\\", StringComparison.Ordinal).Replace("%", @"\%", StringComparison.Ordinal)
            .Replace("_", @"\_", StringComparison.Ordinal) + "%";

    private static UserRow Show(Row row) => new()
    {
        Id = AccountKey.UserOf(row.GrainKey),
        Email = row.Email,
        EmailVerified = row.Verified != 0,
        Username = row.Username,
        DisplayName = row.DisplayName,
        Status = DocumentJson.Read<AccountStatus>($"\"{row.Status}\""),
        Roles = DocumentJson.Read<IReadOnlyList<string>>(row.Roles),
        CreatedAt = DocumentJson.Read<DateTimeOffset>($"\"{row.Created}\""),
        SecondFactor = row.HasMfa != 0,
        LastSeenAt = row.LastSeen.Length == 0 ? null : DocumentJson.Read<DateTimeOffset>($"\"{row.LastSeen}\""),
    };

    private sealed record Row
    {
        public string GrainKey { get; init; } = "";

        public string Email { get; init; } = "";

        public int Verified { get; init; }

        public string Username { get; init; } = "";

        public string? DisplayName { get; init; }

        public string Status { get; init; } = "";

        public string Roles { get; init; } = "[]";

        public string Created { get; init; } = "";

        public string LastSeen { get; init; } = "";

        public int HasMfa { get; init; }

        public string Place { get; init; } = "";
    }
}
