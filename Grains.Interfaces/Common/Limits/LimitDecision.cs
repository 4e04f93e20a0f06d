namespace OrleansBackends.Grains.Interfaces.Common;

/// <summary>
/// What a check came to; times are in nanoseconds. <paramref name="Remaining"/> is what is left after the take, or before it when it was refused;
/// <paramref name="RetryAfter"/> is when the same cost would be granted, <paramref name="MoreAfter"/> when one more unit is there.
/// </summary>
public readonly record struct LimitDecision(bool Allowed, long Remaining, long RetryAfter, long MoreAfter)
{
    /// <summary>The policy that was asked.</summary>
    public string? Policy { get; init; }

    /// <summary>The same as a refusal, or null when the units were taken.</summary>
    public Error? Refusal => Allowed ? null : LimitErrors.RateLimited(Policy, TimeSpan.FromTicks((RetryAfter + 99) / 100));
}

public static class LimitErrors
{
    public const string Code = "rate-limited";

    /// <summary>Its reasons are the policies that were violated.</summary>
    public static Error RateLimited(string? policy, TimeSpan retryAfter) =>
        new(ErrorKind.TooMany, Code, "Too many requests") { RetryAfter = retryAfter, Reasons = policy is null ? null : [policy] };
}
