namespace OrleansBackends.WebFrontend.Common;

/// <summary>What the policies of the running route said, and a way for its handler to charge more (a bulk route charges one unit per item).</summary>
public sealed class LimitFeature
{
    private IUnitLimiter? limiter;
    private HttpResponse? response;
    private bool legacyFields;

    internal LimitFeature(LimitUse use, bool inProcess)
    {
        Use = use;
        InProcess = inProcess;
    }

    internal LimitUse Use { get; }

    internal bool InProcess { get; }

    public static ValueTask<LimitFeature?> BindAsync(HttpContext context) => ValueTask.FromResult(context.Features.Get<LimitFeature>());

    /// <summary>
    /// Takes <paramref name="units"/> more of the route's innermost policy, all or none. Refuses with <c>rate-limited</c>, also where the policy
    /// never grants so many at once.
    /// </summary>
    public async ValueTask<Result<Done>> ChargeAsync(int units)
    {
        var charged = Use.Units.Last(u => !u.Terms.IsNetwork);
        if (limiter is null || units <= 0 || charged.Policy.Algorithm == LimitAlgorithm.Concurrency)
        {
            return Done.Ok;
        }

        if (units > charged.Policy.Capacity)
        {
            return LimitErrors.RateLimited(charged.Policy.Name, charged.Policy.Period);
        }

        var more = new UnitUse(charged.Terms, charged.Subject, units);
        var taken = await limiter.TakeAsync(new LimitUse(more));
        charged.Decision = more.Decision;
        return taken;
    }

    internal ValueTask<Result<Done>> TakeAsync(IUnitLimiter by)
    {
        limiter = by;
        return by.TakeAsync(Use);
    }

    internal ValueTask EndAsync(bool isFault) => limiter!.EndAsync(Use, isFault);

    /// <summary>Lets the fields go out with the answer, as they stand by then.</summary>
    internal void Announce(HttpResponse on, bool legacy)
    {
        (response, legacyFields) = (on, legacy);
        on.OnStarting(WriteFields, this);
    }

    private static Task WriteFields(object state)
    {
        var feature = (LimitFeature)state;
        if (LimitFields.Belong(feature.response!))
        {
            LimitFields.Write(feature.response!, feature.Use, feature.legacyFields);
        }

        return Task.CompletedTask;
    }
}
