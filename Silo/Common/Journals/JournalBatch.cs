using System.Threading.Channels;

namespace OrleansBackends.Silo.Common.Journals;

/// <summary>What one commit takes from the queue: bounded, in order, and with at most one handle of each stream, so that a row tells its unit.</summary>
internal sealed class JournalBatch
{
    public const int MaxEntries = 1000;

    /// <summary>Characters of data.</summary>
    public const int MaxSize = 1 << 20;

    private readonly Dictionary<string, JournalUnit> units = [];
    private int entries;
    private int size;

    public static List<JournalUnit> TakeFrom(ChannelReader<PendingAppend> queue)
    {
        var batch = new JournalBatch();
        while (queue.TryPeek(out var next) && batch.HasRoomFor(next) && queue.TryRead(out next))
        {
            if (next.Stream.IsDead)
            {
                next.Fail(next.Stream.Lost());
            }
            else
            {
                batch.Add(next);
            }
        }

        // In one order in every silo: two that meet in two streams must not wait for each other.
        return [.. batch.units.Values.OrderBy(unit => unit.Stream.Key, StringComparer.Ordinal)];
    }

    private bool HasRoomFor(PendingAppend next) =>
        entries == 0
        || (entries + next.Entries.Count <= MaxEntries
            && size + next.Size <= MaxSize
            && (!units.TryGetValue(next.Stream.Key, out var unit) || unit.Stream == next.Stream));

    private void Add(PendingAppend next)
    {
        if (!units.TryGetValue(next.Stream.Key, out var unit))
        {
            units.Add(next.Stream.Key, unit = new JournalUnit(next.Stream));
        }

        unit.Add(next);
        entries += next.Entries.Count;
        size += next.Size;
    }
}
