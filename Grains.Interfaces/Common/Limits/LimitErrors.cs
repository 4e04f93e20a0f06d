namespace OrleansBackends.Grains.Interfaces.Common;

public static class LimitErrors
{
    public const string Code = "rate-limited";

    /// <summary>The limiter cannot be asked and the policy says to refuse then.</summary>
    public static Error CapacityReduced { get; } =
        new(ErrorKind.Unavailable, "capacity-reduced", "This cannot be decided just now.") { RetryAfter = TimeSpan.FromSeconds(1) };

    /// <summary>Its reasons are the policies that were violated.</summary>
    public static Error RateLimited(string? policy, TimeSpan retryAfter) =>
        new(ErrorKind.TooMany, Code, "Too many requests") { RetryAfter = retryAfter, Reasons = policy is null ? null : [policy] };
}
