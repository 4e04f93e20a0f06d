namespace OrleansBackends.WebFrontend.RateLimits;

/// <summary>By what limiters and reports tell this process from others.</summary>
internal sealed record FrontendName(string Value)
{
    public static FrontendName New() => new(Guid.NewGuid().ToString("N"));
}
