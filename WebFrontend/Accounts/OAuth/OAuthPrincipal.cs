using System.Security.Claims;
using OpenIddict.Abstractions;
using OpenIddict.Server;
using OrleansBackends.Grains.Interfaces.Accounts;
using static OpenIddict.Abstractions.OpenIddictConstants;

namespace OrleansBackends.WebFrontend.Accounts;

/// <summary>How what a grain decided travels through the library's pipeline.</summary>
internal static class OAuthPrincipal
{
    private const string GrantProperty = "oauth-grant";
    private const string Authorization = "oauth_authorization";

    public static ClaimsPrincipal Of(string subject, IEnumerable<string> scopes, string clientId)
    {
        var principal = new ClaimsPrincipal(new ClaimsIdentity("oauth", Claims.Name, Claims.Role));
        return principal.SetClaim(Claims.Subject, subject).SetScopes(scopes).SetPresenters(clientId);
    }

    public static ClaimsPrincipal OfType(this ClaimsPrincipal principal, string tokenType) => principal.SetTokenType(tokenType);

    public static ClaimsPrincipal WithAuthorization(this ClaimsPrincipal principal, Guid id) => principal.SetClaim(Authorization, id.ToString("D"));

    public static Guid? FindAuthorization(this ClaimsPrincipal principal) =>
        Guid.TryParseExact(principal.GetClaim(Authorization), "D", out var id) ? id : null;

    public static void Keep(this OpenIddictServerTransaction transaction, OAuthGrant grant) => transaction.SetProperty(GrantProperty, grant);

    public static OAuthGrant? FindGrant(this OpenIddictServerTransaction transaction) => transaction.GetProperty<OAuthGrant>(GrantProperty);
}
