namespace OrleansBackends.WebFrontend.Common;

/// <summary>
/// Takes units for routes. The slice RateLimits counts over the whole cluster; a frontend without it counts for itself
/// (<see cref="ProcessLimiter"/>).
/// </summary>
public interface IUnitLimiter
{
    /// <summary>A policy of the product. The name is the code's: an unknown one is a mistake.</summary>
    LimitHandle Find(string policy);

    /// <summary>Takes all units or none and notes what each policy said. Refuses with <c>rate-limited</c> and <c>capacity-reduced</c>.</summary>
    ValueTask<Result<Done>> TakeAsync(LimitUse use);

    /// <summary>Ends what goes on while a request runs; a fault gives the units back where the policy says so.</summary>
    ValueTask EndAsync(LimitUse use, bool isFault);
}
