using Microsoft.Extensions.Options;

namespace OrleansBackends.WebFrontend.Common;

/// <summary>The limiter as routes see it: it knows who is calling.</summary>
public sealed class RouteLimits(LocalLimiter limiter, IOptions<RateLimitOptions> options)
{
    private readonly bool enforced = options.Value.Profile == RateLimitProfile.Default;

    /// <summary>Takes units of a policy for this caller.</summary>
    public LimitDecision Take(HttpContext context, string policy, int cost = 1)
    {
        var named = LimitPolicies.Get(policy);
        return enforced ? limiter.Take(named, SubjectOf(context, named), cost) : Granted(named);
    }

    /// <summary>Takes units for a subject that is not the caller, such as the address a mail would go to.</summary>
    public LimitDecision TakeFor(string subject, string policy, int cost = 1) => Take(LimitPolicies.Get(policy), LimitSubject.Of(subject), cost);

    /// <summary>Whether a unit would be granted to this caller; takes nothing.</summary>
    public LimitDecision Ask(HttpContext context, string policy)
    {
        var named = LimitPolicies.Get(policy);
        return enforced ? limiter.Ask(named, SubjectOf(context, named)) : Granted(named);
    }

    internal LimitDecision Take(LimitPolicy policy, LimitSubject subject, int cost) =>
        enforced ? limiter.Take(policy, subject, cost) : Granted(policy);

    internal void Release(LimitPolicy policy, LimitSubject subject)
    {
        if (enforced)
        {
            limiter.Release(policy, subject);
        }
    }

    internal static LimitSubject SubjectOf(HttpContext context, LimitPolicy policy) =>
        policy.Subject == LimitSubjectKind.User && CurrentUser.From(context.User) is { } user ? LimitSubject.Of(user.Id)
            : policy.Subject is LimitSubjectKind.User or LimitSubjectKind.Key && CurrentKey.From(context.User) is { } key ? LimitSubject.Of(key.Hash)
            : LimitSubject.Of(ClientAddress.Plain(context.Connection.RemoteIpAddress));

    private static LimitDecision Granted(LimitPolicy policy) => new(true, policy.Capacity, 0, 0, 0);
}
