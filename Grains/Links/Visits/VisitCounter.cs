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

    public int Used => link().VisitsUsed + (int)(stream.LastSeq - link().VisitSeq);

    /// <summary>A lower limit that is being written: claims made meanwhile respect it already.</summary>
    public int? Ceiling { get; set; }

    /// <summary>Claims one visit and completes when the claim is durable; false, once that rests on durable claims only, when none is left.</summary>
    public async Task<bool> TryClaim(int limit)
    {
        if (Used >= Math.Min(limit, Ceiling ?? limit))
        {
            await sequencer.Settled();
            return false;
        }

        await sequencer.Append(Visit);
        return true;
    }

    public Task Settled() => sequencer.Settled();
}
