namespace OrleansBackends.Grains.Interfaces.RateLimits.Reports;

/// <summary>What one process saw since its last report.</summary>
[GenerateSerializer, Immutable, Alias("rate-limits.usage-delta")]
public sealed record UsageDelta(
    [property: Id(0)] string Frontend, [property: Id(1)] IReadOnlyList<PolicyUsage> Policies, [property: Id(2)] IReadOnlyList<LimitedSubject> Limited);

/// <summary>Units asked for do not matter here: each check counts once.</summary>
[GenerateSerializer, Immutable, Alias("rate-limits.policy-usage")]
public sealed record PolicyUsage(
    [property: Id(0)] string Name, [property: Id(1)] long Allowed, [property: Id(2)] long Denied, [property: Id(3)] long ShadowDenied)
{
    public PolicyUsage Plus(PolicyUsage other) => this with
    {
        Allowed = Allowed + other.Allowed, Denied = Denied + other.Denied, ShadowDenied = ShadowDenied + other.ShadowDenied,
    };
}

/// <summary>A subject that was refused; it was at most <paramref name="Error"/> times fewer than <paramref name="Denied"/>.</summary>
[GenerateSerializer, Immutable, Alias("rate-limits.limited-subject")]
public sealed record LimitedSubject(
    [property: Id(0)] string Subject, [property: Id(1)] string Policy, [property: Id(2)] long Denied, [property: Id(3)] long Error);

/// <summary>How many processes have reported in the last 10 s, the caller among them.</summary>
[GenerateSerializer, Immutable, Alias("rate-limits.report-answer")]
public sealed record ReportAnswer([property: Id(0)] int Frontends);

[GenerateSerializer, Alias("rate-limits.usage-step")]
public enum UsageStep
{
    Minute,
    Hour,
}

/// <summary>One closed hour: counts by minute (0–59) and the subjects refused most.</summary>
[GenerateSerializer, Immutable, Alias("rate-limits.report-hour")]
public sealed record ReportHour(
    [property: Id(0)] DateTimeOffset Hour, [property: Id(1)] IReadOnlyList<ReportMinute> Minutes, [property: Id(2)] IReadOnlyList<LimitedSubject> Limited);

[GenerateSerializer, Immutable, Alias("rate-limits.report-minute")]
public sealed record ReportMinute([property: Id(0)] int Minute, [property: Id(1)] IReadOnlyList<PolicyUsage> Policies);

/// <summary>Points without any check are left out.</summary>
[GenerateSerializer, Immutable, Alias("rate-limits.usage-view")]
public sealed record UsageView([property: Id(0)] UsageStep Step, [property: Id(1)] IReadOnlyList<UsagePoint> Points);

[GenerateSerializer, Immutable, Alias("rate-limits.usage-point")]
public sealed record UsagePoint([property: Id(0)] DateTimeOffset At, [property: Id(1)] IReadOnlyList<PolicyUsage> Policies);
