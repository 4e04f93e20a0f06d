namespace OrleansBackends.WebFrontend.Links.Visits;

/// <summary>
/// Every short URL that is not found costs one unit of <c>links-miss</c>. Who has used them up gets 429 for every short URL, found or not, so that
/// the answer tells nothing to those who guess.
/// </summary>
internal sealed class MissBudget(RouteLimits limits) : IEndpointFilter
{
    public const string Policy = "links-miss";

    private readonly InProcessLimit misses = limits.InProcess(Policy);

    public async ValueTask<object?> InvokeAsync(EndpointFilterInvocationContext context, EndpointFilterDelegate next)
    {
        if (!misses.Ask(context.HttpContext))
        {
            return misses.Refusal(context.HttpContext).ToProblem();
        }

        var answer = await next(context);
        if (answer is IStatusCodeHttpResult { StatusCode: StatusCodes.Status404NotFound })
        {
            misses.Take(context.HttpContext);
        }

        return answer;
    }
}
