using OrleansBackends.Grains.Chat.Messages;

namespace OrleansBackends.Grains.Chat.Rooms;

/// <summary>
/// A room's log and its fold. <see cref="Now"/> is what was decided, <see cref="Durable"/> what is stored and may be shown. Watchers are told, and the
/// document follows, in the order of the log.
/// </summary>
internal sealed class RoomLog
{
    /// <summary>The document is written at the latest after so many entries.</summary>
    public const int SnapshotEvery = 1_024;

    private readonly Sequencer sequencer;
    private readonly LiveFeed feed;
    private readonly RoomSnapshots snapshots;
    private readonly Queue<(long Seq, NewEntry Entry, Room After)> pending = new();

    public RoomLog(IJournalStream stream, LiveFeed feed, Document<RoomState> document, MessageFacts facts)
    {
        this.feed = feed;
        Facts = facts;
        sequencer = new Sequencer(stream);
        ChoreAt = document.Current.ChoreAt;
        FanoutSeq = document.Current.FanoutSeq;
        Listening = document.Current.Listening;
        snapshots = new RoomSnapshots(document, () => Durable.State with { ChoreAt = ChoreAt, FanoutSeq = FanoutSeq, Listening = Listening });
    }

    public Room Now { get; private set; } = Room.Empty;

    public Room Durable { get; private set; } = Room.Empty;

    public MessageFacts Facts { get; }

    /// <summary>Whether the document lacks entries.</summary>
    public bool IsBehind => Durable.State.LastSeq > snapshots.LastSeq;

    public ClientIds ClientIds { get; } = new();

    /// <summary>Stands in the document alone, and is written with the next snapshot.</summary>
    public DateTimeOffset? ChoreAt { get; set; }

    /// <summary>The same of what is owed to people: delivered up to here.</summary>
    public long FanoutSeq { get; set; }

    /// <summary>The same of those who are told of everything.</summary>
    public Listening Listening { get; set; }

    /// <summary>Completes when all that was decided is durable: whatever leaves the room waits for it.</summary>
    public async Task Settled() => Confirm(await sequencer.Settled());

    /// <summary>Takes over what <see cref="RoomLoader"/> has found.</summary>
    public void Begin(Room room, IReadOnlyList<JournalEntry> newest)
    {
        Now = Durable = room;
        feed.Resume(RoomEvents.Epoch, newest.Count > 0 ? newest[0].Seq - 1 : room.State.LastSeq);
        foreach (var entry in newest)
        {
            feed.PublishJson(entry.Kind, RoomEvents.Data(entry), entry.Seq);
            if (RoomEvents.Read(entry) is { } read)
            {
                Remember(entry.Seq, read);
            }
        }

        ClientIds.Since = newest is [{ Seq: > 1, At: var at }, ..] ? at : DateTimeOffset.MinValue;
    }

    /// <summary>Numbers the entries and folds them at once; completes, with the number of the last, when they are durable.</summary>
    /// <param name="entries">What was decided in this very turn.</param>
    public Task<long> Append(params IReadOnlyList<RoomEntry> entries) => Append(entries, erase: []);

    /// <summary>The same, and empties older entries in the same transaction.</summary>
    public async Task<long> Append(IReadOnlyList<RoomEntry> entries, IReadOnlyList<long> erase)
    {
        var (next, counted) = (Now, new List<NewEntry>(entries.Count));
        foreach (var entry in entries)
        {
            var one = next.Counted(entry);
            next = next.Apply(one);
            counted.Add(NewEntry.Of<object>(one.Kind(), one));
            pending.Enqueue((next.State.LastSeq, counted[^1], next));
            Facts.Apply(next.State.LastSeq, one);
            Remember(next.State.LastSeq, one);
        }

        Now = next;
        var last = await (erase.Count == 0 ? sequencer.Append(counted) : sequencer.AppendAndErase(counted, erase));
        Confirm(last);
        if (erase.Count > 0)
        {
            feed.Redact(erase.Select(RoomEvents.Position).ToHashSet(), RoomEvents.Erased);
        }

        return last;
    }

    /// <summary>Writes the document as it is when the write begins.</summary>
    public Task Snapshot() => snapshots.Save();

    private void Remember(long seq, RoomEntry entry)
    {
        if (entry is MessageEntry { Cid: { } cid, By: { } by } message)
        {
            ClientIds.Add(by, cid, new SentBefore(seq, message.Mark), message.At);
        }
        else if (entry is DeleteEntry { Cid: { } erased, Author: { } author } delete)
        {
            ClientIds.Add(author, erased, new SentBefore(delete.Target, null), delete.At);
        }
    }

    /// <summary>Appends become durable in order, so the number of the last one stands for all before it.</summary>
    private void Confirm(long last)
    {
        while (pending.TryPeek(out var first) && first.Seq <= last)
        {
            pending.Dequeue();
            Durable = first.After;
            feed.PublishJson(first.Entry.Kind, RoomEvents.Data(first.Seq, first.Entry), first.Seq);
        }

        if (Durable.State.LastSeq - snapshots.LastSeq >= SnapshotEvery)
        {
            snapshots.Save().Ignore();
        }
    }
}
