namespace OrleansBackends.WebFrontend.Common;

/// <summary>
/// A policy that each process counts for itself, without waiting and without an allocation. Its numbers are the product's as they are now.
/// </summary>
public sealed class InProcessLimit
{
    private readonly LocalLimiter limiter;
    private readonly LimitHandle handle;
    private readonly bool isEnforced;

    internal InProcessLimit(LocalLimiter limiter, LimitHandle handle, bool isEnforced)
    {
        this.limiter = limiter;
        this.handle = handle;
        this.isEnforced = isEnforced;
    }

    public bool Take(HttpContext context) => !Counts(handle.Terms) || IsAllowed(limiter.Take(handle.Terms.Policy, SubjectOf(context)));

    /// <summary>Whether a unit would be granted to this caller; takes nothing.</summary>
    public bool Ask(HttpContext context) => !Counts(handle.Terms) || IsAllowed(limiter.Ask(handle.Terms.Policy, SubjectOf(context)));

    /// <summary>The refusal that a caller gets who may not.</summary>
    public Error Refusal(HttpContext context) => Refused(context).Refusal;

    internal Task Refuse(HttpContext context)
    {
        var refused = Refused(context);
        return LimitAnswers.Refuse(context, refused, refused.Refusal, legacyFields: false);
    }

    private static LimitSubject SubjectOf(HttpContext context) => LimitSubject.Of(ClientAddress.Plain(context.Connection.RemoteIpAddress));

    private bool Counts(LimitTerms terms) => isEnforced && terms.Policy.Mode != LimitMode.Off;

    private bool IsAllowed(LimitDecision decision)
    {
        var terms = handle.Terms;
        var inShadow = terms.Policy.Mode == LimitMode.Shadow;
        if (decision.Allowed)
        {
            terms.Count.AddAllowed();
        }
        else
        {
            terms.Count.AddDenied(inShadow);
        }

        return decision.Allowed || inShadow;
    }

    private LimitUse Refused(HttpContext context)
    {
        var unit = new UnitUse(handle.Terms, RoutePlan.SubjectOf(context, handle.Terms.Policy), 1);
        var decision = limiter.Ask(unit.Policy, unit.Subject.Key);
        // Between the refusal and this question a unit may have come back.
        unit.Decision = decision.Allowed ? new LimitDecision(false, 0, 1, 1, 1) { Policy = unit.Policy.Name } : decision;
        return new LimitUse(unit);
    }
}
