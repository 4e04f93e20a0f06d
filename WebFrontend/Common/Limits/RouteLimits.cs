using Microsoft.Extensions.Options;

namespace OrleansBackends.WebFrontend.Common;

/// <summary>The limiter for handlers that take units of another policy than their route's.</summary>
public sealed class RouteLimits(IUnitLimiter limiter, LocalLimiter local, IOptions<RateLimitOptions> options)
{
    private readonly bool isEnforced = options.Value.Profile == RateLimitProfile.Default;

    /// <summary>Takes units of a policy for this caller, over the whole cluster.</summary>
    public ValueTask<Result<Done>> TakeAsync(HttpContext context, string policy, int cost = 1)
    {
        var terms = limiter.Find(policy).Terms;
        return TakeAsync(terms, RoutePlan.SubjectOf(context, terms.Policy), cost);
    }

    /// <summary>Takes units for a subject that is not the caller, such as the address a mail would go to.</summary>
    public ValueTask<Result<Done>> TakeForAsync(string subject, string policy, int cost = 1) =>
        TakeAsync(limiter.Find(policy).Terms, SubjectRef.Of(subject), cost);

    /// <summary>A policy per address that this process counts for itself.</summary>
    public InProcessLimit InProcess(string policy) => new(local, limiter.Find(policy), isEnforced);

    internal LocalLimiter Local => local;

    private ValueTask<Result<Done>> TakeAsync(LimitTerms terms, in SubjectRef subject, int cost) =>
        isEnforced && terms.Policy.Mode != LimitMode.Off
            ? limiter.TakeAsync(new LimitUse(new UnitUse(terms, subject, cost)))
            : ValueTask.FromResult(Done.Ok);
}
