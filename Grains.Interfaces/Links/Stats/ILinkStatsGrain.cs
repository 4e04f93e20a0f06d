namespace OrleansBackends.Grains.Interfaces.Links.Stats;

/// <summary>
/// Clicks of one link, fed by the stream <c>links-clicks</c>. It does not know who may ask: callers ask the link first and name its
/// <c>created</c>, so that statistics of an earlier link under the same code are never shown. It owns the feed <c>links:clicks:{code}</c>.
/// </summary>
[GrainInterfaceType("linkstats"), Alias("links.i-stats")]
public interface ILinkStatsGrain : ILiveSource
{
    public const int MaxDays = 366;

    [Alias("GetCounters")]
    Task<ClickCounters> GetCounters(DateTimeOffset created);

    /// <summary>Days <paramref name="from"/> to <paramref name="to"/>, both included; refuses with <c>range-invalid</c>.</summary>
    [Alias("GetStats")]
    Task<Result<StatsView>> GetStats(DateTimeOffset created, DateOnly from, DateOnly to);

    /// <summary>Single clicks of the last 90 days, newest first.</summary>
    [Alias("GetClicks")]
    Task<Result<Page<ClickView>>> GetClicks(DateTimeOffset created, PageRequest page);

    /// <summary>Forgets every click, for a person who is erased.</summary>
    [Alias("Erase")]
    Task Erase();
}
