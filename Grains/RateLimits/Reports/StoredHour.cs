using OrleansBackends.Grains.Interfaces.RateLimits.Reports;

namespace OrleansBackends.Grains.RateLimits.Reports;

/// <summary>An hour's counts as they are stored: three numbers of each minute for each policy.</summary>
internal sealed record StoredHour
{
    public DateTimeOffset Hour { get; init; }
    public IReadOnlyList<StoredUsage> Policies { get; init; } = [];
    public IReadOnlyList<LimitedSubject> Limited { get; init; } = [];

    public ReportHour ToHour() => new(
        Hour,
        [
            .. from minute in Enumerable.Range(0, HourFold.Minutes)
               let used = Policies.Select(p => p.At(minute)).Where(u => u.Allowed + u.Denied + u.ShadowDenied > 0).ToList()
               where used.Count > 0
               select new ReportMinute(minute, used),
        ],
        Limited);
}

internal sealed record StoredUsage(string Name, long[] Allowed, long[] Denied, long[] ShadowDenied)
{
    public PolicyUsage At(int minute) => new(Name, Allowed[minute], Denied[minute], ShadowDenied[minute]);
}
