namespace OrleansBackends.WebFrontend.Links.Visits;

/// <summary>
/// Every short URL that is not found costs one unit of <c>links-miss</c>. Who has used them up gets 429 for every short URL, found or not, so that
/// the answer tells nothing to those who guess.
/// </summary>
internal sealed class MissBudget(RouteLimits limits) : IEndpointFilter
{
    private const string Policy = "links-miss";

    public async ValueTask<object?> InvokeAsync(EndpointFilterInvocationContext context, EndpointFilterDelegate next)
    {
        if (limits.Ask(context.HttpContext, Policy).Refusal is { } refusal)
        {
            return refusal.ToProblem();
        }

        var answer = await next(context);
        if (answer is IStatusCodeHttpResult { StatusCode: StatusCodes.Status404NotFound })
        {
            limits.Take(context.HttpContext, Policy);
        }

        return answer;
    }
}
