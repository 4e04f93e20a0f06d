namespace OrleansBackends.Grains.Interfaces.RateLimits.Reports;

/// <summary>
/// Usage and denials of one application. It does not know who may ask: callers ask the application first. It owns the feed
/// <c>rate-limits:usage:{app}</c>.
/// </summary>
[GrainInterfaceType("limitreport"), Alias("rate-limits.i-report")]
public interface ILimitReportGrain : ILiveSource
{
    public const int KeptDays = 30;

    /// <summary>Policies counted by name; the rest of an hour counts as <c>other</c>.</summary>
    public const int MaxPolicies = 50;

    public const int MaxLimited = 50;

    /// <summary>Counts what a process saw, every second from each with traffic.</summary>
    [Alias("Report")]
    Task<ReportAnswer> Report(UsageDelta delta);

    /// <summary>Processes that have reported in the last 10 s.</summary>
    [Alias("Frontends")]
    Task<int> Frontends();

    /// <summary>
    /// From <paramref name="from"/> up to but without <paramref name="to"/>: hours over at most 31 days, minutes of one policy over a day, of all
    /// over six hours. Refuses with <c>range-invalid</c>.
    /// </summary>
    [Alias("Usage")]
    Task<Result<UsageView>> Usage(string? policy, DateTimeOffset from, DateTimeOffset to, UsageStep step);

    /// <summary>The subjects refused most in the last hours, the open one among them; at most 50.</summary>
    [Alias("Limited")]
    Task<IReadOnlyList<LimitedSubject>> Limited(string? policy, int hours);

    /// <summary>Takes a person out of the lists.</summary>
    [Alias("Forget")]
    Task Forget(string subject);

    /// <summary>Forgets everything, when the application ends.</summary>
    [Alias("Erase")]
    Task Erase();
}
