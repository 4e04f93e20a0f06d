using System.Text.Json.Nodes;
using Microsoft.AspNetCore;
using Microsoft.AspNetCore.Authentication;
using OpenIddict.Server.AspNetCore;

namespace OrleansBackends.WebFrontend.Accounts;

/// <summary>The protocol's own routes. Their refusals have the protocol's form.</summary>
internal static class OAuthEndpoints
{
    private const long MaxBody = 16 * 1024;

    public static void MapOAuth(this IEndpointRouteBuilder routes)
    {
        var connect = routes.MapGroup("").AllowAnonymous().MaxBody(MaxBody).Limit("public-read").WithTags("OAuth");
        connect.MapGet(OAuthPaths.Configuration, Answered).AddEndpointFilter<ProviderFilter>()
            .WithSummary("Read how this provider is used (OpenID Connect Discovery 1.0)");

        var clients = connect.MapGroup("").AddEndpointFilter<ClientLimit>().AddEndpointFilter<ProviderFilter>();
        var known = clients.MapGroup("").WithMetadata(Told, Refused(StatusCodes.Status400BadRequest), Refused(StatusCodes.Status401Unauthorized));
        known.MapPost(OAuthPaths.Token, Answered).WithSummary("Exchange a code, turn a refresh token, or get a client's own token (RFC 6749, 7636)");
        known.MapPost(OAuthPaths.Introspect, Answered).WithSummary("Ask whether a token is good (RFC 7662)");
        known.MapPost(OAuthPaths.Revoke, Answered).WithSummary("Take a token back, with all that came of the same consent (RFC 7009)");

        var users = clients.MapGroup("").WithMetadata(Told, Refused(StatusCodes.Status401Unauthorized), Refused(StatusCodes.Status403Forbidden))
            .WithSummary("Read what a token tells of its user (OpenID Connect Core 1.0)");
        users.MapMethods(OAuthPaths.UserInfo, ["GET", "POST"], Answered);

        var browsers = clients.MapGroup("").ExcludeFromDescription();
        browsers.MapMethods(OAuthPaths.Authorize, ["GET", "POST"], AuthorizePage.Answer);
        browsers.MapMethods(OAuthPaths.Logout, ["GET", "POST"], LogoutPage.Answer);
    }

    private static ProducesResponseTypeMetadata Told { get; } = new(StatusCodes.Status200OK, typeof(JsonObject), ["application/json"]);

    private static ProducesResponseTypeMetadata Refused(int status) => new(status, typeof(ProviderRefusal), ["application/json"]);

    private static void Answered() => throw new InvalidOperationException("The provider answers this route by itself.");

    /// <summary>Lets the library look at the request first. What it does not answer is for people.</summary>
    private sealed class ProviderFilter(IAuthenticationHandlerProvider handlers) : IEndpointFilter
    {
        public async ValueTask<object?> InvokeAsync(EndpointFilterInvocationContext context, EndpointFilterDelegate next)
        {
            var http = context.HttpContext;
            var handler = await handlers.GetHandlerAsync(http, OpenIddictServerAspNetCoreDefaults.AuthenticationScheme);
            if (await ((IAuthenticationRequestHandler)handler!).HandleRequestAsync())
            {
                return Results.Empty;
            }

            return http.GetOpenIddictServerResponse() is { Error: { } error } response
                ? AccountPage.Message("This cannot go on", response.ErrorDescription ?? error, StatusCodes.Status400BadRequest)
                : await next(context);
        }
    }
}
