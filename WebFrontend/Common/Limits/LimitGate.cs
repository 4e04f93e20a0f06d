namespace OrleansBackends.WebFrontend.Common;

/// <summary>Takes the units of the route's policy before anything of the request is read.</summary>
internal sealed class LimitGate(RequestDelegate next, RouteLimits limits)
{
    public Task InvokeAsync(HttpContext context)
    {
        if (context.GetEndpoint()?.Metadata.GetMetadata<LimitMark>() is not { } mark)
        {
            return next(context);
        }

        var subject = RouteLimits.SubjectOf(context, mark.Policy);
        var decision = limits.Take(mark.Policy, subject, mark.Cost);
        if (!decision.Allowed)
        {
            return LimitAnswers.Refuse(context, mark.Policy, decision);
        }

        var feature = new LimitFeature(limits, mark.Policy, subject, decision);
        context.Features.Set(feature);
        context.Response.OnStarting(WriteFields, context);
        return mark.Policy.Algorithm == LimitAlgorithm.Concurrency ? Hold(context, feature, subject) : next(context);
    }

    private static Task WriteFields(object state)
    {
        var context = (HttpContext)state;
        var feature = context.Features.Get<LimitFeature>()!;
        LimitFields.Write(context.Response, feature.Policy, feature.Decision);
        return Task.CompletedTask;
    }

    private async Task Hold(HttpContext context, LimitFeature feature, LimitSubject subject)
    {
        try
        {
            await next(context);
        }
        finally
        {
            limits.Release(feature.Policy, subject);
        }
    }
}
