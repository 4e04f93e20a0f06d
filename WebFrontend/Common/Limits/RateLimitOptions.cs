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
    public const string Section = "RateLimits";

    public RateLimitProfile Profile { get; set; }

    /// <summary>How long a request waits for the cluster's word before its policy's <c>onFault</c> decides; 20, or 200 in embedded mode.</summary>
    public int BudgetMs { get; set; } = 20;

    /// <summary>Sends the <c>X-RateLimit-*</c> fields too.</summary>
    public bool LegacyHeaders { get; set; }
}
