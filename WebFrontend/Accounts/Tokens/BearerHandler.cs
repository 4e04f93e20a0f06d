using System.Text.Encodings.Web;
using Microsoft.AspNetCore.Authentication;
using Microsoft.Extensions.Options;
using OrleansBackends.Grains.Interfaces.Accounts;

namespace OrleansBackends.WebFrontend.Accounts;

/// <summary><c>Authorization: Bearer</c> with an access token of a session.</summary>
internal sealed class BearerHandler(
    AccessTokenReader reader, RevocationSet revocations, IOptionsMonitor<AuthenticationSchemeOptions> options, ILoggerFactory logger, UrlEncoder encoder)
    : RefusingHandler(options, logger, encoder)
{
    public const string Name = "Bearer";

    protected override async Task<AuthenticateResult> HandleAuthenticateAsync()
    {
        var header = Request.Headers.Authorization;
        if (header is not [{ } value] || !value.StartsWith("Bearer ", StringComparison.OrdinalIgnoreCase))
        {
            return AuthenticateResult.NoResult();
        }

        if (!revocations.IsFresh)
        {
            return Refuse(Errors.Unavailable);
        }

        var token = await reader.ReadAsync(value["Bearer ".Length..].Trim());
        return token is null ? Refuse(Errors.Unauthenticated)
            : revocations.IsSessionCut(token.SessionId) ? Refuse(Errors.Unauthenticated)
            : revocations.IsOutdated(token.User, token.Generation) ? Refuse(AccountErrors.TokenOutdated)
            : AuthenticateResult.Success(new AuthenticationTicket(token.Principal, Name));
    }
}
