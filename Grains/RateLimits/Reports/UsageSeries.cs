using OrleansBackends.Grains.Interfaces.RateLimits;
using OrleansBackends.Grains.Interfaces.RateLimits.Reports;

namespace OrleansBackends.Grains.RateLimits.Reports;

/// <summary>Hours as the points that somebody asked for.</summary>
internal static class UsageSeries
{
    private static readonly TimeSpan MostMinutes = TimeSpan.FromHours(24);
    private static readonly TimeSpan MostMinutesOfAll = TimeSpan.FromHours(6);

    public static Error? Refuse(string? policy, DateTimeOffset begin, DateTimeOffset end, UsageStep step)
    {
        var most = step == UsageStep.Hour ? TimeSpan.FromDays(ILimitReportGrain.KeptDays + 1) : policy is null ? MostMinutesOfAll : MostMinutes;
        return begin < end && end - begin <= most ? null : RateLimitErrors.RangeInvalid;
    }

    public static UsageView Show(IEnumerable<ReportHour> hours, string? policy, DateTimeOffset begin, DateTimeOffset end, UsageStep step)
    {
        var minutes =
            from hour in hours
            from minute in hour.Minutes
            let at = hour.Hour.AddMinutes(minute.Minute)
            where at >= begin && at < end
            from used in minute.Policies
            where policy is null || used.Name == policy
            select (At: step == UsageStep.Minute ? at : hour.Hour, Used: used);
        return new UsageView(step, [.. minutes.GroupBy(m => m.At).OrderBy(m => m.Key).Select(m => new UsagePoint(m.Key, Sum(m.Select(u => u.Used))))]);
    }

    public static IReadOnlyList<PolicyUsage> Sum(IEnumerable<PolicyUsage> usages) =>
        [.. usages.GroupBy(u => u.Name).Select(u => u.Aggregate((sum, next) => sum.Plus(next))).OrderBy(u => u.Name, StringComparer.Ordinal)];
}
