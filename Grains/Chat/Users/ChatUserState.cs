using System.Collections.Immutable;
using OrleansBackends.Grains.Interfaces.Chat;

namespace OrleansBackends.Grains.Chat.Users;

/// <summary>What chat keeps about one person: under 256 KB by the bounds of rooms and blocked people. In no list.</summary>
internal sealed record ChatUserState
{
    public const string Name = "chat.user";

    public int SchemaVersion { get; init; } = 1;

    public ChatStatus? Status { get; init; }
    public bool Receipts { get; init; } = true;
    public ImmutableSortedDictionary<string, RoomMark> Rooms { get; init; } = ImmutableSortedDictionary<string, RoomMark>.Empty;
    public ImmutableList<UserId> Blocked { get; init; } = [];

    public RoomMark Mark(string room) => Rooms.GetValueOrDefault(room) ?? new RoomMark();

    /// <summary>A mark never goes back.</summary>
    public ChatUserState Read(string room, long seq, long n)
    {
        var mark = Mark(room);
        return seq <= mark.Seq ? this : this with { Rooms = Rooms.SetItem(room, mark with { Seq = seq, N = Math.Max(n, mark.N) }) };
    }

    public Result<ChatUserState> Block(UserId other) =>
        Blocked.Contains(other) ? this
        : Blocked.Count >= ChatLimits.Blocked ? ChatErrors.TooManyBlocked
        : this with { Blocked = Blocked.Add(other) };

    public ChatUserState Set(string room, long lastSeq, MarkSettings settings)
    {
        var mark = Mark(room);
        var next = mark with
        {
            Level = settings.Level.Or(mark.Level),
            MutedUntil = settings.MutedUntil.Or(mark.MutedUntil),
            Favourite = settings.Favourite.Or(mark.Favourite),
            HiddenAt = !settings.Hidden.IsSet ? mark.HiddenAt : settings.Hidden.Value ? lastSeq : null,
        };
        return next == mark ? this : this with { Rooms = Rooms.SetItem(room, next) };
    }

    public ChatStatus? StatusAt(DateTimeOffset now) => Status?.Until <= now ? null : Status;
}
