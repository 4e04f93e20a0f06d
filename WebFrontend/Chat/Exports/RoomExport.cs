using OrleansBackends.Grains.Interfaces.Chat;
using OrleansBackends.WebFrontend.Chat.Rooms;

namespace OrleansBackends.WebFrontend.Chat.Exports;

/// <summary>The lines of a room's export: messages in their newest version, with replies and tombstones, up to now.</summary>
internal sealed class RoomExport(ChatDesk desk, People people)
{
    private const int Step = 200;

    public async IAsyncEnumerable<object> Lines(RoomView room, UserId owner)
    {
        yield return new { Room = RoomAnswer.Of(room, new Dictionary<UserId, Person>()) };
        await foreach (var member in Members(room.Id))
        {
            yield return new { Member = member };
        }

        var after = room.FloorSeq;
        while (await desk.Queries.AllMessages(owner, room.Id, after, Step) is { Count: > 0 } some)
        {
            foreach (var message in await people.Show(some, owner))
            {
                yield return new { Message = message };
            }

            after = some[^1].Seq;
        }
    }

    private async IAsyncEnumerable<MemberAnswer> Members(string room)
    {
        string? cursor = null;
        do
        {
            var page = (await desk.Queries.Members(room, new MemberFilter(null, false, null), new PageRequest(PageRequest.MaxLimit, cursor))).Require();
            var persons = await people.Find(page.Items.Select(member => member.User));
            foreach (var member in page.Items)
            {
                yield return MemberAnswer.Of(member, persons[member.User]);
            }

            cursor = page.NextCursor;
        }
        while (cursor is not null);
    }
}
