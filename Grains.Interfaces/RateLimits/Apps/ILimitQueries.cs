using OrleansBackends.Grains.Interfaces.RateLimits.Reports;

namespace OrleansBackends.Grains.Interfaces.RateLimits.Apps;

/// <summary>Lists over the views of this slice. A stateless worker: any key, no state.</summary>
[GrainInterfaceType("limitqueries"), Alias("rate-limits.i-queries")]
public interface ILimitQueries : IGrainWithIntegerKey
{
    /// <summary>A user's applications, newest first; refuses with <c>invalid-cursor</c>.</summary>
    [Alias("Apps")]
    Task<Result<Page<LimitAppView>>> Apps(UserId owner, PageRequest page);

    /// <summary>Ids of a user's applications, oldest first.</summary>
    [Alias("Ids")]
    Task<IReadOnlyList<string>> Ids(UserId owner);

    /// <summary>Closed hours of an application's report that begin from <paramref name="from"/> and before <paramref name="to"/>, oldest first.</summary>
    [Alias("Hours")]
    Task<IReadOnlyList<ReportHour>> Hours(string app, DateTimeOffset from, DateTimeOffset to);
}
