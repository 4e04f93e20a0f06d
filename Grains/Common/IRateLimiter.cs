namespace OrleansBackends.Grains.Common;

/// <summary>The limiter for code in a silo; routes use <c>.Limit(policy)</c>.</summary>
public interface IRateLimiter
{
    /// <summary>
    /// Takes <paramref name="cost"/> units of a policy for a subject, or refuses with <c>rate-limited</c> and when to try again; with
    /// <c>capacity-reduced</c> where nobody can decide and the policy then refuses.
    /// </summary>
    ValueTask<Result<Done>> Take(string policy, string subject, int cost = 1);

    /// <summary>What <see cref="Take"/> would answer as things stand; takes nothing.</summary>
    ValueTask<Result<Done>> Foresee(string policy, string subject, int cost = 1);
}
