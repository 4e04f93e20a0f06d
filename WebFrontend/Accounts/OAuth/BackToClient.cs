using Microsoft.AspNetCore.WebUtilities;
using OpenIddict.Abstractions;

namespace OrleansBackends.WebFrontend.Accounts;

/// <summary>
/// A browser holds the redirects that follow a form against the policy of the form's page too. A page from which they end at a client therefore names
/// the client's origin, once it is sure that the client has this address.
/// </summary>
internal static class BackToClient
{
    public static void Allow(HttpContext context, string redirectUri)
    {
        var uri = new Uri(redirectUri);
        var origin = uri.Host.Length == 0 ? $"{uri.Scheme}:" : uri.GetLeftPart(UriPartial.Authority);
        context.Response.Headers.ContentSecurityPolicy =
            $"default-src 'self'; object-src 'none'; base-uri 'self'; form-action 'self' {origin}; frame-ancestors 'none'";
    }

    /// <summary>For pages of sign-in, which may lead over the consent that was given before straight to the client.</summary>
    public static RouteGroupBuilder LeadBackToClient(this RouteGroupBuilder pages)
    {
        pages.AddEndpointFilter(async (invocation, next) =>
        {
            var context = invocation.HttpContext;
            if (WantedBy(context) is ({ } client, { } uri) && await IsOfAsync(context, client, uri))
            {
                Allow(context, uri);
            }

            return await next(invocation);
        });
        return pages;
    }

    private static (string? Client, string? Uri) WantedBy(HttpContext context)
    {
        var values = context.Request.HasFormContentType ? context.Request.Form[LocalPath.Name] : context.Request.Query[LocalPath.Name];
        if (values is not [{ } next] || !next.StartsWith($"{OAuthPaths.Authorize}?", StringComparison.Ordinal))
        {
            return default;
        }

        var wanted = QueryHelpers.ParseQuery(next[OAuthPaths.Authorize.Length..]);
        return (wanted.GetValueOrDefault(OpenIddictConstants.Parameters.ClientId), wanted.GetValueOrDefault(OpenIddictConstants.Parameters.RedirectUri));
    }

    private static async Task<bool> IsOfAsync(HttpContext context, string clientId, string uri)
    {
        var clients = context.RequestServices.GetRequiredService<IOpenIddictApplicationManager>();
        return await clients.FindByClientIdAsync(clientId) is { } client && await clients.ValidateRedirectUriAsync(client, uri);
    }
}
