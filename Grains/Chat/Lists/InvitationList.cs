using OrleansBackends.Grains.Chat.Invites;
using OrleansBackends.Grains.Chat.Rooms;
using OrleansBackends.Grains.Interfaces.Chat;

namespace OrleansBackends.Grains.Chat.Lists;

/// <summary>Rooms that somebody is invited to by name: the last word about the person in each of them.</summary>
internal sealed class InvitationList(QueryDatabase database, TimeProvider time)
{
    public async Task<Result<Page<Invitation>>> Of(UserId user, PageRequest page)
    {
        if ((page.Cursor is null ? ["~"] : Cursor.Decode(page.Cursor, 1)) is not [var before])
        {
            return Errors.InvalidCursor;
        }

        var now = time.Now();
        var rows = await database.Query<InvitationRow>(
            """
            SELECT invited.id AS Id, head.document AS Document, invited.standing AS Standing
              FROM (SELECT grain_key, id, standing FROM chat_invited
                     WHERE member = @user AND invited_until > @now AND id < @before ORDER BY id DESC LIMIT @take) AS invited
              JOIN chat_room_heads head ON head.grain_key = invited.grain_key
             ORDER BY invited.id DESC
            """,
            new { user = user.ToString(), now = now.ToText(), before, take = page.Limit + 1 });
        return rows.ToPage(page.Limit, row => Show(row, now), row => [row.Id]);
    }

    private static Invitation Show(InvitationRow row, DateTimeOffset now)
    {
        var standing = DocumentJson.Read<MemberEntry>(row.Standing).Standing;
        return new Invitation(DocumentJson.Read<RoomState>(row.Document).ToView(standing, now), standing.ToInvite());
    }

    private sealed class InvitationRow
    {
        public string Id { get; init; } = "";
        public string Document { get; init; } = "";
        public string Standing { get; init; } = "";
    }
}
