using OrleansBackends.Grains.Interfaces.RateLimits;
using OrleansBackends.Grains.Interfaces.RateLimits.Checks;
using OrleansBackends.WebFrontend.RateLimits.Deciding;

namespace OrleansBackends.WebFrontend.RateLimits.Checks;

/// <summary>Checks of other applications, by the same limiter that protects the routes.</summary>
internal sealed class CheckDesk(ClusterLimiter limiter, Peeks peeks)
{
    /// <summary>What was asked and taken, or why it could not be asked. A denial is an answer.</summary>
    public async ValueTask<Result<CheckedUse>> Check(CheckedApp app, CheckRequest? request)
    {
        var use = UseOf(app, request);
        if (!use.IsOk)
        {
            return use.Error;
        }

        var taken = request!.Peek ? await peeks.PeekAsync(use.Value) : await limiter.TakeAsync(use.Value);
        return taken.IsOk || taken.Error.Code == LimitErrors.Code ? new CheckedUse(use.Value, taken.Error) : taken.Error;
    }

    /// <summary>What a check asks for.</summary>
    public static Result<LimitUse> UseOf(CheckedApp app, CheckRequest? request)
    {
        if (request is not { Checks.Count: > 0 and <= ILimiterGrain.MaxChecks } || request.Checks.Contains(null))
        {
            return RateLimitErrors.ChecksInvalid;
        }

        if (request.CheckId is { Length: 0 or > ILimiterGrain.MaxCheckIdLength })
        {
            return RateLimitErrors.CheckIdInvalid;
        }

        var units = new UnitUse[request.Checks.Count];
        for (var i = 0; i < units.Length; i++)
        {
            var unit = UnitOf(app, request.Checks[i], request.Subject);
            if (!unit.IsOk)
            {
                return unit.Error;
            }

            units[i] = unit.Value;
        }

        return HasTwice(units) ? RateLimitErrors.ChecksInvalid : new LimitUse(units) { CheckId = request.CheckId, ShowsAll = true };
    }

    private static bool HasTwice(UnitUse[] units)
    {
        for (var i = 1; i < units.Length; i++)
        {
            for (var j = 0; j < i; j++)
            {
                if (LeaseKey.Of(units[i]) == LeaseKey.Of(units[j]))
                {
                    return true;
                }
            }
        }

        return false;
    }

    private static Result<UnitUse> UnitOf(CheckedApp app, CheckItem check, string common)
    {
        var subject = check.Subject ?? common;
        if (!RateLimitKey.IsSubject(subject))
        {
            return RateLimitErrors.SubjectInvalid;
        }

        if (app.Policies.Find(check.Policy) is not { } terms)
        {
            return RateLimitErrors.PolicyUnknown;
        }

        return check.Cost < 0 ? RateLimitErrors.CostNegative
            : check.Cost > terms.Policy.Capacity ? RateLimitErrors.CostOverCapacity(terms.Policy)
            : terms.Policy.Algorithm == LimitAlgorithm.Concurrency ? RateLimitErrors.NotConcurrency
            : new UnitUse(terms, SubjectRef.Of(subject), check.Cost);
    }
}

/// <param name="Use">What every policy said.</param>
/// <param name="Denial">Null where the units were taken.</param>
internal sealed record CheckedUse(LimitUse Use, Error? Denial)
{
    public CheckResult Show() => new(Denial is null, Use.CheckId, [.. Use.Units.Select(PolicyResult.Of)]);
}
