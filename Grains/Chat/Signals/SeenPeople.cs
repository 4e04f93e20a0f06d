using System.Globalization;
using OrleansBackends.Grains.Interfaces.Chat;

namespace OrleansBackends.Grains.Chat.Signals;

/// <summary>What people decided about being seen, from their documents and without a turn of theirs, who call here.</summary>
internal sealed class SeenPeople(QueryDatabase database)
{
    private const int AtOnce = 500;

    public async Task<IReadOnlyDictionary<UserId, SeenSettings>> Find(IEnumerable<UserId> users)
    {
        var found = new Dictionary<UserId, SeenSettings>();
        foreach (var some in users.Distinct().Chunk(AtOnce))
        {
            var rows = await database.Query<SeenRow>(
                $"SELECT grain_key AS Key, version AS Version, last_seen_at AS LastSeenAt, presence AS Presence, blocked AS Blocked FROM chat_seen WHERE {database.Dialect.IsOneOf("grain_key", "@keys")}",
                new { keys = database.Dialect.Texts(some.Select(ChatKey.User)) });
            foreach (var user in some)
            {
                found[user] = SeenSettings.None;
            }

            foreach (var row in rows)
            {
                found[ChatKey.UserOf(row.Key)] = row.ToSettings();
            }
        }

        return found;
    }

    private sealed class SeenRow
    {
        public string Key { get; init; } = "";
        public long Version { get; init; }
        public string? LastSeenAt { get; init; }
        public string? Presence { get; init; }
        public string? Blocked { get; init; }

        public SeenSettings ToSettings() => new(
            (int)Version,
            Presence is null ? ChosenPresence.Auto : DocumentJson.Read<ChosenPresence>(Presence),
            LastSeenAt is null ? null : DateTimeOffset.Parse(LastSeenAt, CultureInfo.InvariantCulture),
            Blocked is null ? [] : DocumentJson.Read<List<UserId>>(Blocked));
    }
}
