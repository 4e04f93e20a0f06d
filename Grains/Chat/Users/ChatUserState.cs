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

    /// <summary>The last touched at the end.</summary>
    public ImmutableList<FollowedThread> Threads { get; init; } = [];

    public ChosenPresence Presence { get; init; } = ChosenPresence.Auto;

    /// <summary>To the minute, and never while invisible.</summary>
    public DateTimeOffset? LastSeenAt { get; init; }

    /// <summary>Rooms of which a notification is due soon, the oldest first.</summary>
    public ImmutableList<PendingNotice> Pending { get; init; } = [];

    public ImmutableList<SavedMessage> Saved { get; init; } = [];

    public Result<ChatUserState> Save(string room, long seq, DateTimeOffset now) =>
        Saved.Exists(saved => saved.Room == room && saved.Seq == seq) ? this
        : Saved.Count >= ChatLimits.Saved ? ChatErrors.TooManySaved
        : this with { Saved = Saved.Add(new SavedMessage(room, seq, now)) };

    /// <summary>The newest first; of the same instant in the order of rooms and numbers.</summary>
    public Result<Page<SavedMessage>> SavedPage(PageRequest page)
    {
        var after = page.Cursor is null ? null : Cursor.Decode(page.Cursor, 1);
        if (page.Cursor is not null && after is null)
        {
            return Errors.InvalidCursor;
        }

        var ordered = Saved.Select(saved => (Saved: saved, Key: $"{saved.At.ToText()} {saved.Room} {saved.Seq:D19}")).OrderByDescending(s => s.Key, StringComparer.Ordinal);
        var rest = ordered.Where(s => after is null || string.CompareOrdinal(s.Key, after[0]) < 0).Take(page.Limit + 1).ToList();
        return rest.ToPage(page.Limit, s => s.Saved, s => [s.Key]);
    }

    public ChatUserState Unsave(string room, long seq) =>
        Saved.Find(saved => saved.Room == room && saved.Seq == seq) is { } found ? this with { Saved = Saved.Remove(found) } : this;

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
            MutedUntil = settings.MutedUntil.Or(mark.MutedUntil),
            Favourite = settings.Favourite.Or(mark.Favourite),
            HiddenAt = !settings.Hidden.IsSet ? mark.HiddenAt : settings.Hidden.Value ? lastSeq : null,
        };
        return next == mark ? this : this with { Rooms = Rooms.SetItem(room, next) };
    }

    /// <summary>Of two choices the one with the higher number holds.</summary>
    public ChatUserState Choose(string room, long joinedSeq, NotifyLevel level, long choice)
    {
        var mark = Mark(room);
        return choice <= mark.LevelChoice ? this : this with
        {
            Rooms = Rooms.SetItem(room, mark with { Level = level, LevelChoice = choice, ToldSeq = Math.Max(mark.ToldSeq, joinedSeq) }),
        };
    }

    public ChatUserState Seen(DateTimeOffset now) =>
        Presence.At(now) == PresenceChoice.Invisible ? this : this with { LastSeenAt = new DateTimeOffset(now.Ticks - (now.Ticks % TimeSpan.TicksPerMinute), TimeSpan.Zero) };

    public ChatStatus? StatusAt(DateTimeOffset now) => Status?.Until <= now ? null : Status;
}
