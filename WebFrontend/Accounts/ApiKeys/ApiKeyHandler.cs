using System.Security.Claims;
using System.Text.Encodings.Web;
using Microsoft.AspNetCore.Authentication;
using Microsoft.Extensions.Options;
using OrleansBackends.Grains.Interfaces.Accounts;

namespace OrleansBackends.WebFrontend.Accounts;

/// <summary><c>X-Api-Key</c> with a key of a person's account.</summary>
internal sealed class ApiKeyHandler(
    ApiKeyReader reader, AccessCatalogue catalogue, RevocationSet revocations, IOptionsMonitor<AuthenticationSchemeOptions> options,
    ILoggerFactory logger, UrlEncoder encoder)
    : RefusingHandler(options, logger, encoder)
{
    public const string Name = "ApiKey";

    protected override async Task<AuthenticateResult> HandleAuthenticateAsync()
    {
        if (Request.Headers[CurrentKey.Header] is not [{ } text])
        {
            return AuthenticateResult.NoResult();
        }

        if (!revocations.IsFresh)
        {
            return Refuse(Errors.Unavailable);
        }

        return await reader.ReadAsync(text) is { } holder
            ? AuthenticateResult.Success(new AuthenticationTicket(new ClaimsPrincipal(Show(holder, text)), Name))
            : Refuse(Errors.Unauthenticated);
    }

    private ClaimsIdentity Show(ApiKeyHolder holder, string text)
    {
        var (scopes, roles) = catalogue.Reach(holder.Scopes, holder.Roles);
        return new ClaimsIdentity(
            [
                new Claim(TokenClaims.Subject, holder.User.ToString()),
                new Claim(TokenClaims.Name, holder.Name),
                new Claim(TokenClaims.Key, ApiKeyText.TryRead(text, out var key) ? key.KeyId : ""),
                new Claim(TokenClaims.Scope, string.Join(' ', scopes)),
                .. roles.Select(role => new Claim(TokenClaims.Roles, role)),
            ],
            Name, TokenClaims.Name, TokenClaims.Roles);
    }
}
