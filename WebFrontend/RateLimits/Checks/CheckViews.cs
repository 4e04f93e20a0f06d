namespace OrleansBackends.WebFrontend.RateLimits.Checks;

public sealed record CheckResult(bool Allowed, string? CheckId, IReadOnlyList<PolicyResult> Results);

/// <param name="Policy">Its name.</param>
/// <param name="Allowed">What it says on its own.</param>
/// <param name="Limit">Units per period.</param>
/// <param name="Remaining">After the take, or before it where nothing was taken.</param>
/// <param name="RetryAfterMs">When the same cost would be granted; 0 where it is.</param>
/// <param name="ResetAfterMs">When the subject is back at full.</param>
/// <param name="Mode">A policy in shadow never refuses.</param>
public sealed record PolicyResult(string Policy, bool Allowed, long Limit, long Remaining, long RetryAfterMs, long ResetAfterMs, LimitMode Mode)
{
    private const long Millisecond = 1_000_000;

    internal static PolicyResult Of(UnitUse unit) => new(
        unit.Policy.Name, unit.Decision.Allowed, unit.Limit, unit.Decision.Remaining, Milliseconds(unit.Decision.RetryAfter),
        Milliseconds(unit.Decision.ResetAfter), unit.Mode);

    private static long Milliseconds(long nanoseconds) => (nanoseconds + Millisecond - 1) / Millisecond;
}

public sealed record BatchResult(IReadOnlyList<BatchItem> Items);

/// <summary>A result or why there is none.</summary>
public sealed record BatchItem(CheckResult? Result, BatchError? Error);

public sealed record BatchError(int Status, string Code, string Title, string? Member);

public sealed record RefundView(long Refunded);

public sealed record LeaseView(string LeaseId, DateTimeOffset ExpiresAt, long Remaining);
