using Orleans.Concurrency;
using OrleansBackends.Grains.Interfaces.Accounts;

namespace OrleansBackends.Grains.Accounts;

[StatelessWorker, GrainType("usercontacts")]
internal sealed class UserContacts(QueryDatabase database) : Grain, IUserContacts
{
    public async Task<IReadOnlyDictionary<UserId, UserContact>> Find(IReadOnlyList<UserId> users)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThan(users.Count, IUserContacts.MaxUsers);
        var rows = await database.Query<Row>(
            $"""
            SELECT grain_key AS GrainKey, email AS Email, locale AS Locale, time_zone AS TimeZone
              FROM accounts_contact WHERE {database.Dialect.IsOneOf("grain_key", "@keys")}
            """,
            new { keys = database.Dialect.Texts(users.Select(AccountKey.Of)) });
        return rows.ToDictionary(row => AccountKey.UserOf(row.GrainKey), row => new UserContact(row.Email, row.Locale, row.TimeZone));
    }

    private sealed record Row
    {
        public string GrainKey { get; init; } = "";

        public string? Email { get; init; }

        public string? Locale { get; init; }

        public string? TimeZone { get; init; }
    }
}
