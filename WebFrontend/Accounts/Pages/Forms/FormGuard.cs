using Microsoft.AspNetCore.Antiforgery;

namespace OrleansBackends.WebFrontend.Accounts;

/// <summary>A form is taken only with the antiforgery token that our page gave out with it, and no page is kept on the way.</summary>
internal sealed class FormGuard(IAntiforgery antiforgery) : IEndpointFilter
{
    private const string NotKept = "no-cache, no-store";

    public async ValueTask<object?> InvokeAsync(EndpointFilterInvocationContext context, EndpointFilterDelegate next)
    {
        var http = context.HttpContext;
        http.Response.Headers.CacheControl = NotKept;
        return !HttpMethods.IsPost(http.Request.Method) || await antiforgery.IsRequestValidAsync(http)
            ? await next(context)
            : AccountPage.Message(
                "This form is out of date",
                "It was open for long, or somebody signed in or out in another window. Go back, reload the page and try again.",
                StatusCodes.Status403Forbidden);
    }
}
