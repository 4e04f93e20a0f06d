using System.Globalization;
using OrleansBackends.Grains.Interfaces.Chat;

namespace OrleansBackends.Grains.Chat.Users;

/// <summary>What somebody was told in a room and has not read: one notification, as soon as it is due.</summary>
internal sealed record PendingNotice
{
    public string Room { get; init; } = "";
    public RoomKind Kind { get; init; }
    public string? RoomName { get; init; }
    public long FirstSeq { get; init; }
    public long LastSeq { get; init; }
    public int Count { get; init; }
    public DateTimeOffset DueAt { get; init; }

    /// <summary>The id under which Notifications starts it, once.</summary>
    public string Transaction(UserId user) => string.Create(CultureInfo.InvariantCulture, $"chat:{Room}:{FirstSeq}:{user}");

    public OutboxItem ToItem() =>
        new(string.Create(CultureInfo.InvariantCulture, $"{Room}:{FirstSeq}:{LastSeq}:{Count}"), "notice", DocumentJson.Write(this), DueAt);

    /// <summary>What is left when an item is done: what came after it was made.</summary>
    public PendingNotice? Without(string item)
    {
        var done = item.Split(':');
        var (first, last, count) = (Number(done[1]), Number(done[2]), (int)Number(done[3]));
        return done[0] != Room || first != FirstSeq ? this : last >= LastSeq ? null : this with
        {
            FirstSeq = last + 1, Count = Math.Max(1, Count - count), DueAt = DueAt + NoticeRules.Wait,
        };
    }

    private static long Number(string text) => long.Parse(text, CultureInfo.InvariantCulture);
}
