using System.Numerics;
using OrleansBackends.Grains.Interfaces.Notifications.Inbox;

namespace OrleansBackends.Grains.Notifications.Inbox;

/// <summary>
/// What was done with each item of an inbox, one bit for each mark; items are numbered from 1 and lie in the journal. The oldest fall out beyond
/// <see cref="Kept"/>.
/// </summary>
internal sealed record InboxFlags
{
    public const int Kept = 10_000;

    /// <summary>So many fall out at a time; whole bytes.</summary>
    public const int Step = 1_000;

    /// <summary>Number of the newest item.</summary>
    public int Last { get; init; }

    /// <summary>Items up to this number are gone.</summary>
    public int Gone { get; init; }

    public byte[] Read { get; init; } = [];
    public byte[] Seen { get; init; } = [];
    public byte[] Archived { get; init; } = [];

    public bool Has(int item) => item > Gone && item <= Last;

    public bool IsRead(int item) => Bit(Read, item);

    public InboxFlags Add()
    {
        var last = Last + 1;
        var cut = last - Gone > Kept + Step ? Step / 8 : 0;
        var gone = Gone + (cut * 8);
        byte[] Fit(byte[] bits) => [.. bits[cut..], .. new byte[((last - gone + 7) / 8) - (bits.Length - cut)]];
        return this with { Last = last, Gone = gone, Read = Fit(Read), Seen = Fit(Seen), Archived = Fit(Archived) };
    }

    /// <summary>The same flags where every item has the mark already.</summary>
    public InboxFlags Mark(InboxMark mark, IEnumerable<int> items)
    {
        var next = this with { Read = [.. Read], Seen = [.. Seen], Archived = [.. Archived] };
        var changed = false;
        foreach (var item in items.Where(Has))
        {
            changed |= mark switch
            {
                InboxMark.Read => Set(next.Read, item, true) | Set(next.Seen, item, true),
                InboxMark.Unread => Set(next.Read, item, false),
                InboxMark.Seen => Set(next.Seen, item, true),
                InboxMark.Archived => Set(next.Archived, item, true),
                InboxMark.Restored => Set(next.Archived, item, false),
                _ => throw new ArgumentOutOfRangeException(nameof(mark), mark, "no mark"),
            };
        }

        return changed ? next : this;
    }

    public InboxCounts Counts() => new(Without(Read), Without(Seen));

    /// <summary>Numbers of items before <paramref name="before"/>, newest first.</summary>
    public IEnumerable<int> Select(InboxStatus status, int before)
    {
        for (var item = Math.Min(before - 1, Last); item > Gone; item--)
        {
            if (status == InboxStatus.Archived ? Bit(Archived, item) : !Bit(Archived, item) && (status == InboxStatus.All || !Bit(Read, item)))
            {
                yield return item;
            }
        }
    }

    public InboxItem Show(InboxItem item, int number) =>
        item with { Read = Bit(Read, number), Seen = Bit(Seen, number), Archived = Bit(Archived, number) };

    /// <summary>Items that are neither archived nor marked by these bits.</summary>
    private int Without(byte[] bits)
    {
        var marked = 0;
        for (var at = 0; at < bits.Length; at++)
        {
            marked += BitOperations.PopCount((uint)(bits[at] | Archived[at]));
        }

        return Last - Gone - marked;
    }

    private bool Bit(byte[] bits, int item) => (bits[(item - Gone - 1) / 8] & Mask(item)) != 0;

    private bool Set(byte[] bits, int item, bool value)
    {
        var before = Bit(bits, item);
        bits[(item - Gone - 1) / 8] = (byte)(value ? bits[(item - Gone - 1) / 8] | Mask(item) : bits[(item - Gone - 1) / 8] & ~Mask(item));
        return before != value;
    }

    private int Mask(int item) => 1 << ((item - Gone - 1) % 8);
}
