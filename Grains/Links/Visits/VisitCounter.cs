namespace OrleansBackends.Grains.Links.Visits;

/// <summary>
/// The visits of one link with a limit. Each claim is one entry of its journal, numbered before the first await, so the number of the last
/// entry is the count: no two claims meet, and a claim counts exactly when its entry is durable.
/// </summary>
internal sealed class VisitCounter(IJournalStream stream, Func<LinkState> link)
{
    private static readonly NewEntry Visit = new("visit", "{}");

    private readonly Sequencer sequencer = new(stream);

    public static StreamName Stream(string code) => new("links", "visits", code);

    public long LastSeq => stream.LastSeq;

    /// <summary>The last claim that is durable: whatever leaves the grain counts no further.</summary>
    public long DurableSeq { get; private set; } = stream.LastSeq;

    /// <summary>Durable claims, for views and snapshots.</summary>
    public int Used => CountTo(DurableSeq);

    /// <summary>Those and the claims under way, for decisions.</summary>
    public int Claimed => CountTo(stream.LastSeq);

    /// <summary>A lower limit that is being written: claims made meanwhile respect it already.</summary>
    public int? Ceiling { get; set; }

    /// <summary>Claims one visit and completes when the claim is durable; false, once that rests on durable claims only, when none is left.</summary>
    public async Task<bool> TryClaim(int limit)
    {
        if (Claimed >= Math.Min(limit, Ceiling ?? limit))
        {
            await sequencer.Settled();
            return false;
        }

        DurableSeq = Math.Max(DurableSeq, await sequencer.Append(Visit));
        return true;
    }

    public Task Settled() => sequencer.Settled();

    private int CountTo(long seq) => link().VisitsUsed + (int)(seq - link().VisitSeq);
}
