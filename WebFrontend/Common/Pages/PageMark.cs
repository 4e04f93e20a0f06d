using Microsoft.AspNetCore.Diagnostics;

namespace OrleansBackends.WebFrontend.Common;

/// <summary>On a route for people: what goes wrong is shown as a page, and whoever has to sign in first is sent there and comes back.</summary>
/// <param name="SignIn">The path of the page where people sign in.</param>
internal sealed record PageMark(string SignIn)
{
    /// <summary>The mark of the route that the request went to, also after a fault.</summary>
    public static PageMark? Of(HttpContext context) =>
        (context.GetEndpoint() ?? context.Features.Get<IExceptionHandlerFeature>()?.Endpoint)?.Metadata.GetMetadata<PageMark>();

    /// <summary>Where this request's caller signs in; a form that was posted is not posted again.</summary>
    public string SignInFor(HttpRequest request) => HttpMethods.IsGet(request.Method)
        ? $"{SignIn}?return={Uri.EscapeDataString($"{request.PathBase}{request.Path}{request.QueryString}")}"
        : SignIn;
}

public static class PageMarks
{
    public static TBuilder ForPeople<TBuilder>(this TBuilder builder, string signIn)
        where TBuilder : IEndpointConventionBuilder => builder.WithMetadata(new PageMark(signIn));
}
