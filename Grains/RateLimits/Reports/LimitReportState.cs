namespace OrleansBackends.Grains.RateLimits.Reports;

/// <summary>
/// The open hour of a report: at most 51 policies with 180 numbers each and 50 subjects, under 64 KB in all but absurd traffic. An hour whose entry
/// is in the journal after <see cref="Seq"/> is closed.
/// </summary>
internal sealed record LimitReportState
{
    public const string Name = "rate-limits.report";

    public int SchemaVersion { get; init; } = 1;
    public StoredHour Open { get; init; } = new();
    public long Seq { get; init; }
}
