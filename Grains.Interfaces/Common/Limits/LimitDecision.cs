namespace OrleansBackends.Grains.Interfaces.Common;

/// <summary>
/// What a check came to, in nanoseconds. <paramref name="Remaining"/> is what is left after the take, or before it when it was refused;
/// <paramref name="ResetAfter"/> is the time until the subject has everything again.
/// </summary>
public readonly record struct LimitDecision(bool Allowed, long Remaining, long RetryAfter, long ResetAfter)
{
    /// <summary>The same as a refusal, or null when the units were taken.</summary>
    public Error? Refusal => Allowed ? null : LimitErrors.RateLimited(TimeSpan.FromTicks((RetryAfter + 99) / 100));
}

public static class LimitErrors
{
    public const string Code = "rate-limited";

    public static Error RateLimited(TimeSpan retryAfter) => new(ErrorKind.TooMany, Code, "Too many requests") { RetryAfter = retryAfter };
}
