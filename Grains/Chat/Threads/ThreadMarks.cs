using System.Collections.Immutable;
using OrleansBackends.Grains.Interfaces.Chat;

namespace OrleansBackends.Grains.Chat.Threads;

/// <summary>The threads of one person, the last touched at the end: pure.</summary>
internal static class ThreadMarks
{
    public static ImmutableList<FollowedThread> Follow(
        this ImmutableList<FollowedThread> threads, string room, long root, long readSeq, bool byItself, DateTimeOffset now)
    {
        var known = threads.Find(room, root);
        if (byItself && known is not null)
        {
            return threads;
        }

        if (known is { Left: false } && known.ReadSeq >= readSeq)
        {
            return threads;
        }

        var next = new FollowedThread { Room = room, Root = root, ReadSeq = Math.Max(readSeq, known?.ReadSeq ?? 0), At = now };
        var rest = known is null ? threads : threads.Remove(known);
        return (rest.Count >= ChatLimits.Threads ? rest.RemoveAt(0) : rest).Add(next);
    }

    public static ImmutableList<FollowedThread> Leave(this ImmutableList<FollowedThread> threads, string room, long root) =>
        threads.Find(room, root) is { Left: false } known ? threads.Replace(known, known with { Left = true }) : threads;

    /// <summary>A mark never goes back.</summary>
    public static ImmutableList<FollowedThread> Read(this ImmutableList<FollowedThread> threads, string room, long root, long seq) =>
        threads.Find(room, root) is { } known && known.ReadSeq < seq ? threads.Replace(known, known with { ReadSeq = seq }) : threads;

    public static FollowedThread? Find(this ImmutableList<FollowedThread> threads, string room, long root) =>
        threads.Find(thread => thread.Room == room && thread.Root == root);

    public static Result<Page<FollowedThread>> Page(this ImmutableList<FollowedThread> threads, PageRequest page)
    {
        var after = page.Cursor is null ? null : Cursor.Decode(page.Cursor, 1);
        if (page.Cursor is not null && after is null)
        {
            return Errors.InvalidCursor;
        }

        var ordered = threads.Where(thread => !thread.Left).Select(thread => (Thread: thread, Key: $"{thread.At.ToText()} {thread.Room} {thread.Root:D19}"))
            .OrderByDescending(t => t.Key, StringComparer.Ordinal);
        var rest = ordered.Where(t => after is null || string.CompareOrdinal(t.Key, after[0]) < 0).Take(page.Limit + 1).ToList();
        return rest.ToPage(page.Limit, t => t.Thread, t => [t.Key]);
    }
}
