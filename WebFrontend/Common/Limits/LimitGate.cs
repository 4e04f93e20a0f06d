using System.Collections.Concurrent;
using Microsoft.Extensions.Options;

namespace OrleansBackends.WebFrontend.Common;

/// <summary>Takes the units of the route's policies before anything of the request is read.</summary>
internal sealed class LimitGate(RequestDelegate next, IUnitLimiter limiter, RouteLimits routes, IOptions<RateLimitOptions> options)
{
    private readonly ConcurrentDictionary<Endpoint, RoutePlan> plans = new();
    private readonly bool isEnforced = options.Value.Profile == RateLimitProfile.Default;
    private readonly bool legacyFields = options.Value.LegacyHeaders;
    private readonly ProcessLimiter inProcess = new(routes.Local);

    public Task InvokeAsync(HttpContext context)
    {
        if (context.GetEndpoint() is not { } endpoint)
        {
            return next(context);
        }

        var plan = plans.GetOrAdd(endpoint, static (e, limiter) => new RoutePlan(e, limiter), limiter);
        return plan.IsEmpty ? next(context) : Take(context, plan);
    }

    private Task Take(HttpContext context, RoutePlan plan)
    {
        if (plan.Wants(context) is not { } feature)
        {
            return next(context);
        }

        context.Features.Set(feature);
        if (!isEnforced)
        {
            return next(context);
        }

        var taking = feature.TakeAsync(feature.InProcess ? inProcess : limiter);
        return taking.IsCompletedSuccessfully ? Go(context, feature, taking.Result) : Wait(context, feature, taking);
    }

    private async Task Wait(HttpContext context, LimitFeature feature, ValueTask<Result<Done>> taking) => await Go(context, feature, await taking);

    private Task Go(HttpContext context, LimitFeature feature, Result<Done> taken)
    {
        if (!taken.IsOk)
        {
            return LimitAnswers.Refuse(context, feature.Use, taken.Error, legacyFields);
        }

        feature.Announce(context.Response, legacyFields);
        return feature.Use.HasEnd ? Run(context, feature) : next(context);
    }

    private async Task Run(HttpContext context, LimitFeature feature)
    {
        var isFault = true;
        try
        {
            await next(context);
            isFault = context.Response.StatusCode >= StatusCodes.Status500InternalServerError;
        }
        finally
        {
            await feature.EndAsync(isFault);
        }
    }
}
