using OrleansBackends.Grains.Interfaces.Notifications;

namespace OrleansBackends.Grains.Notifications.Dispatch;

/// <summary>
/// One lane: its journal, and the queue that is folded from it. An entry is folded when it is durable and in the order of the numbers, so the queue
/// is never ahead of the journal.
/// </summary>
internal sealed class DispatchLane(Lane lane, IJournalStream stream)
{
    private readonly Queue<(long Seq, Action<long> Fold)> pending = new();
    private long saved;

    public Lane Lane => lane;

    public StreamName Name => stream.Name;

    public LaneQueue Queue { get; } = new();

    /// <summary>The last entry that is in the queue.</summary>
    public long Folded { get; private set; }

    /// <summary>Entries folded since the last snapshot.</summary>
    public long Unsaved => Folded - saved;

    public LaneSnapshot ToSnapshot() => Queue.ToSnapshot(Folded);

    public void Saved(LaneSnapshot snapshot) => saved = snapshot.Folded;

    public async Task Append(IReadOnlyList<LaneEntry> entries, IReadOnlyList<long>? erase = null)
    {
        var first = stream.LastSeq + 1;
        var append = stream.AppendAndErase([.. entries.Select(entry => entry.Entry)], erase ?? []);
        for (var i = 0; i < entries.Count; i++)
        {
            pending.Enqueue((first + i, entries[i].Fold));
        }

        var durable = await append;
        while (pending.TryPeek(out var next) && next.Seq <= durable)
        {
            pending.Dequeue();
            next.Fold(next.Seq);
            Folded = next.Seq;
        }
    }

    public Task Trim(long before) => stream.TrimBefore(before);

    /// <summary>Snapshot first, then what came after it, then as much of the queue as the snapshot must know of.</summary>
    public async Task Load(LaneSnapshot snapshot, DispatchLog log)
    {
        Queue.Restore(snapshot);
        Folded = saved = snapshot.Folded;
        while (await log.After(Name, Folded, DispatchLog.Page) is { Count: > 0 } entries)
        {
            foreach (var entry in entries)
            {
                Queue.Fold(entry);
                Folded = entry.Seq;
            }
        }

        Queue.PutBack(await log.Queued(Name, Queue.Untried));
        while (Queue.IsCatchingUp)
        {
            Queue.Read(await log.Queued(Name, Queue.Scanned, DispatchLog.Page));
        }
    }

    /// <summary>Reads on where the window runs low.</summary>
    public async Task Fill(DispatchLog log)
    {
        while (Queue.WantsPage)
        {
            var page = await log.Queued(Name, Queue.Scanned, DispatchLog.Page);
            if (page.Count == 0)
            {
                throw new InvalidOperationException($"{Name} has no queued entry after {Queue.Scanned}, though its last one is {Queue.LastQueued}.");
            }

            Queue.Read(page);
        }
    }
}

/// <summary>An entry, and what it does to the queue once it is durable under its number.</summary>
internal sealed record LaneEntry(NewEntry Entry, Action<long> Fold);
