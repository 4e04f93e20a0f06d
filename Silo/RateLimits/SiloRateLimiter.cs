namespace OrleansBackends.Silo.RateLimits;

/// <summary>Counts inside this silo.</summary>
internal sealed class SiloRateLimiter(LocalLimiter limiter) : IRateLimiter
{
    public ValueTask<Result<Done>> Take(string policy, string subject, int cost = 1) =>
        ValueTask.FromResult(limiter.Take(LimitPolicies.Get(policy), LimitSubject.Of(subject), cost).Refusal is { } refusal ? refusal : Done.Ok);
}
