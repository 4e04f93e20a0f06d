using System.Collections.Immutable;

namespace OrleansBackends.Grains.Chat.Rooms;

/// <summary>Reads a room back: the document, what the log says after it, and everybody's last standing.</summary>
internal sealed class RoomLoader(QueryDatabase database, IJournal journal)
{
    private const int PageSize = 1_000;

    public async Task<(Room Room, IReadOnlyList<JournalEntry> Newest)> Load(string id, RoomState snapshot, long lastSeq)
    {
        var name = RoomEvents.Stream(id);
        var room = Room.Empty with { State = snapshot with { Id = id } };
        if (lastSeq == 0)
        {
            return (room, []);
        }

        if (snapshot.LastSeq > 0)
        {
            room = room with { Standings = await Standings(name, snapshot.LastSeq) };
        }

        while (room.State.LastSeq < lastSeq)
        {
            foreach (var entry in await journal.Read(name, room.State.LastSeq, PageSize))
            {
                room = RoomEvents.Read(entry) is { } read ? room.Apply(read) : room.ApplyErased(entry.At);
            }
        }

        return (room, [.. Enumerable.Reverse(await journal.ReadBack(name, lastSeq + 1, LiveFeed.Kept))]);
    }

    private async Task<ImmutableDictionary<UserId, Standing>> Standings(StreamName name, long upTo)
    {
        var standings = ImmutableDictionary.CreateBuilder<UserId, Standing>();
        var rows = await database.Query<string>(
            """
            SELECT data FROM chat_members m
             WHERE stream = @stream AND seq <= @upTo
               AND NOT EXISTS (SELECT 1 FROM chat_members n WHERE n.stream = m.stream AND n.member = m.member AND n.seq > m.seq AND n.seq <= @upTo)
            """,
            new { stream = name.ToString(), upTo });
        foreach (var data in rows)
        {
            var entry = DocumentJson.Read<MemberEntry>(data);
            standings[entry.User] = entry.Standing;
        }

        return standings.ToImmutable();
    }
}
