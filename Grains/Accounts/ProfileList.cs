using OrleansBackends.Grains.Interfaces.Accounts;

namespace OrleansBackends.Grains.Accounts;

/// <summary>What anybody may see of people, found by id or by name.</summary>
internal static class ProfileList
{
    public static Task<IReadOnlyList<PublicProfile>> Read(QueryDatabase database, IReadOnlyList<UserId> users) =>
        Find(database, "grain_key", users.Select(AccountKey.Of), "status <> 'unverified'");

    public static Task<IReadOnlyList<PublicProfile>> Read(QueryDatabase database, IReadOnlyList<string> usernames) =>
        Find(database, "username_key", usernames, "status <> 'unverified'");

    /// <summary>Null also where the person cannot sign in just now.</summary>
    public static async Task<PublicProfile?> Active(QueryDatabase database, string username) =>
        await Find(database, "username_key", [Usernames.Fold(username)], "status = 'active'") is [var found, ..] ? found : null;

    /// <summary>Every letter of a user name comes before <c>~</c>.</summary>
    public static Task<IReadOnlyList<PublicProfile>> Beginning(QueryDatabase database, string beginning, int limit) => Find(
        database, "username_key >= @beginning AND username_key < @end AND status = 'active' ORDER BY username_key LIMIT @limit",
        new { beginning, end = $"{beginning}~", limit });

    private static Task<IReadOnlyList<PublicProfile>> Find(QueryDatabase database, string column, IEnumerable<string> values, string condition) =>
        Find(database, $"{database.Dialect.IsOneOf(column, "@values")} AND {condition}", new { values = database.Dialect.Texts(values) });

    private static async Task<IReadOnlyList<PublicProfile>> Find(QueryDatabase database, string condition, object arguments)
    {
        var rows = await database.Query<Row>(
            $"""
            SELECT id AS Id, username AS Username, display_name AS DisplayName, bio AS Bio, image_url AS ImageUrl
              FROM accounts_user WHERE {condition}
            """,
            arguments);
        return [.. rows.Select(row => new PublicProfile(UserId.Parse(row.Id, null), row.Username, row.DisplayName, row.Bio, row.ImageUrl))];
    }

    private sealed record Row
    {
        public string Id { get; init; } = "";

        public string Username { get; init; } = "";

        public string? DisplayName { get; init; }

        public string? Bio { get; init; }

        public string? ImageUrl { get; init; }
    }
}
