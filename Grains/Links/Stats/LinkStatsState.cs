using OrleansBackends.Grains.Interfaces.Links.Stats;

namespace OrleansBackends.Grains.Links.Stats;

/// <summary>
/// A snapshot of a link's statistics; what came later is in the journals after <see cref="ClicksSeq"/> and <see cref="DaysSeq"/>. At most 8 open days,
/// 64 frontends and a 16 KB sketch: under 96 KB.
/// </summary>
internal sealed record LinkStatsState
{
    public const string Name = "links.stats";

    public int SchemaVersion { get; init; } = 1;
    public UserId? Owner { get; init; }

    /// <summary>When the link was created whose clicks these are.</summary>
    public DateTimeOffset Created { get; init; }

    public long Total => Human + Bots;
    public long Human { get; init; }
    public long Bots { get; init; }
    public DateTimeOffset? LastClickAt { get; init; }
    public SketchData? Visitors { get; init; }
    public IReadOnlyList<OpenDay> OpenDays { get; init; } = [];

    /// <summary>No click counts for this day or an earlier one any more.</summary>
    public DateOnly ClosedThrough { get; init; }

    /// <summary>The last batch of each frontend process, the longest silent first.</summary>
    public IReadOnlyList<LastBatch> Batches { get; init; } = [];

    public long ClicksSeq { get; init; }
    public long DaysSeq { get; init; }

    /// <summary>Where the journals stood when these statistics began: what is before is of an earlier link under this code.</summary>
    public long ClicksFrom { get; init; }

    public long DaysFrom { get; init; }

    /// <summary>When the oldest clicks that are kept become too old; null while there are none.</summary>
    public DateTimeOffset? TrimAt { get; init; }
}

internal sealed record LastBatch(string Frontend, long Number);

/// <summary>An entry of <c>links-clicks</c>: a batch, and when it arrived.</summary>
internal sealed record ClicksEntry(DateTimeOffset At, ClickBatch Batch)
{
    public const string Kind = "clicks";

    /// <summary>A frontend's clock may be ahead; no click is later than its arrival.</summary>
    public IEnumerable<Click> Clicks() => Batch.Clicks.Unpack().Select(c => c.At > At ? c with { At = At } : c);
}
