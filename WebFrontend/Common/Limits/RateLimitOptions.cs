namespace OrleansBackends.WebFrontend.Common;

public enum RateLimitProfile
{
    Default,

    /// <summary>Nothing is refused, for benchmarks; Development only.</summary>
    Bench,
}

/// <summary>Settings <c>RateLimits:*</c>.</summary>
public sealed class RateLimitOptions
{
    public RateLimitProfile Profile { get; set; }
}
