using OrleansBackends.Grains.Interfaces.RateLimits;
using OrleansBackends.Grains.Interfaces.RateLimits.Apps;
using OrleansBackends.Grains.Interfaces.RateLimits.Checks;
using OrleansBackends.WebFrontend.RateLimits.Deciding;

namespace OrleansBackends.WebFrontend.RateLimits.Checks;

/// <summary>One subject of an application: what is given back to it, reset, begun and ended.</summary>
internal sealed class SubjectDesk(LimiterCalls calls, LeaseTable leases, IGrainFactory grains)
{
    public async Task<Result<long>> Refund(CheckedApp app, RefundRequest request)
    {
        if (Find(app, request.Subject, request.Policy) is { IsOk: false } refused)
        {
            return refused.Error;
        }

        var terms = app.Policies.Find(request.Policy)!;
        var refunded = await Limiter(app, request.Subject).Refund(request.CheckId, terms.Policy, request.Cost);
        leases.Forget(terms, LimitSubject.Of(request.Subject));
        return refunded;
    }

    public async Task<Result<Done>> Reset(CheckedApp app, ResetRequest request)
    {
        if (!RateLimitKey.IsSubject(request.Subject))
        {
            return RateLimitErrors.SubjectInvalid;
        }

        if (request.Policies?.Any(p => app.Policies.Find(p) is null) is true)
        {
            return RateLimitErrors.PolicyUnknown;
        }

        await Limiter(app, request.Subject).Reset(request.Policies);
        leases.Forget(app.Policies.All, LimitSubject.Of(request.Subject));
        await grains.GetGrain<ILimitAppGrain>(RateLimitKey.App(app.Id)).AnnounceReset(request.Subject);
        return Done.Ok;
    }

    public async Task<Result<LeaseView>> Begin(CheckedApp app, LeaseUseRequest request)
    {
        var terms = Find(app, request.Subject, request.Policy);
        if (!terms.IsOk)
        {
            return terms.Error;
        }

        var begun = await Limiter(app, request.Subject).Acquire(terms.Value.Policy, TimeSpan.FromSeconds(request.TtlSeconds));
        return begun.IsOk ? Show(begun.Value, terms.Value.Policy.Name) : begun.Error;
    }

    public async Task<Result<LeaseView>> Renew(CheckedApp app, string leaseId, RenewRequest request)
    {
        if (RateLimitKey.LimiterOfLease(app.Id, leaseId) is not { } limiter)
        {
            return RateLimitErrors.LeaseExpired;
        }

        var renewed = await calls.Of(limiter).Renew(leaseId, TimeSpan.FromSeconds(request.TtlSeconds));
        return renewed.IsOk ? Show(renewed.Value, renewed.Value.Decision.Policy) : renewed.Error;
    }

    public async Task<Result<Done>> End(CheckedApp app, string leaseId)
    {
        if (RateLimitKey.LimiterOfLease(app.Id, leaseId) is { } limiter)
        {
            await calls.Of(limiter).Release(leaseId);
        }

        return Done.Ok;
    }

    private static Result<LimitTerms> Find(CheckedApp app, string subject, string policy) =>
        !RateLimitKey.IsSubject(subject) ? RateLimitErrors.SubjectInvalid
        : app.Policies.Find(policy) is { } terms ? terms
        : RateLimitErrors.PolicyUnknown;

    private static Result<LeaseView> Show(AcquireAnswer answer, string? policy) => answer.LeaseId is { } lease
        ? new LeaseView(lease, answer.ExpiresAt, answer.Decision.Remaining)
        : (answer.Decision with { Policy = policy }).Refusal!;

    private ILimiterGrain Limiter(CheckedApp app, string subject) => calls.Of(RateLimitKey.Limiter(app.Id, subject));
}
