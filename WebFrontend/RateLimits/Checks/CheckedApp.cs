using OrleansBackends.Grains.Interfaces.RateLimits;
using OrleansBackends.WebFrontend.RateLimits.Policies;

namespace OrleansBackends.WebFrontend.RateLimits.Checks;

/// <summary>The application whose key the request carries, as a handler's parameter.</summary>
internal sealed record CheckedApp(string Id, AppPolicies Policies)
{
    public static ValueTask<CheckedApp?> BindAsync(HttpContext context) => ValueTask.FromResult<CheckedApp?>(
        context.Features.Get<CheckedApp>() ?? throw new RefusedRequestException(RateLimitErrors.KeyInvalid));
}
