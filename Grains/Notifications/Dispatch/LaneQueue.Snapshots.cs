using OrleansBackends.Grains.Notifications.Log;

namespace OrleansBackends.Grains.Notifications.Dispatch;

/// <summary>What outlives the activation. Claims do not: what was being sent is open.</summary>
internal sealed partial class LaneQueue
{
    private readonly HashSet<long> untried = [];
    private long highestTaken;

    /// <summary>Open messages of the snapshot that nobody tried; they go back into the window.</summary>
    public IReadOnlyCollection<long> Untried => untried;

    /// <summary>After a restart: entries that are settled lie ahead, and all up to them must be read before the next snapshot.</summary>
    public bool IsCatchingUp => settled.Count > 0;

    /// <summary>Whatever left the window did so below this; what is still in it there is listed.</summary>
    private long Cursor => waiting.Count == 0 ? Scanned : highestTaken;

    public LaneSnapshot ToSnapshot(long folded)
    {
        var cursor = Cursor;
        return new LaneSnapshot
        {
            Folded = folded,
            Cursor = cursor,
            LastQueued = LastQueued,
            Count = Count,
            Open =
            [
                .. retries.All,
                .. claims.Values.Select(claim => new OpenMessage(claim.Message.Claim, claim.At, claim.Message.Attempt)),
                .. waiting.TakeWhile(entry => entry.Key <= cursor).Select(entry => new OpenMessage(entry.Key, entry.Value.QueuedAt, 0)),
            ],
        };
    }

    public void Restore(LaneSnapshot snapshot)
    {
        Scanned = highestTaken = snapshot.Cursor;
        LastQueued = snapshot.LastQueued;
        Count = snapshot.Count;
        foreach (var open in snapshot.Open)
        {
            if (open.Tries == 0)
            {
                untried.Add(open.Seq);
            }
            else
            {
                retries.Add(open);
            }
        }
    }

    /// <summary>An entry after the snapshot, in order.</summary>
    public void Fold(FoldedEntry entry)
    {
        switch (entry)
        {
            case { Kind: LogKinds.Queued }:
                LastQueued = entry.Seq;
                Count++;
                break;
            case { Kind: LogKinds.Attempt, Of: { } seq, RetryAt: { } due, Attempt: { } tries }:
                untried.Remove(seq);
                TryAgain(new OpenMessage(seq, due, tries));
                break;
            case { Of: { } seq }:
                untried.Remove(seq);
                Ended(seq, entry.Erased);
                break;
        }
    }

    /// <summary>The messages of <see cref="Untried"/>.</summary>
    public void PutBack(IReadOnlyList<QueuedEntry> entries)
    {
        foreach (var entry in entries)
        {
            if (entry.Message is { } message)
            {
                waiting.TryAdd(entry.Seq, message);
            }
        }

        untried.Clear();
    }
}
