using System.Security.Claims;
using System.Text.Encodings.Web;
using Microsoft.AspNetCore.Authentication;
using Microsoft.Extensions.Options;

namespace OrleansBackends.WebFrontend.Accounts;

/// <summary><c>X-Api-Key</c> with a key of a person's account.</summary>
internal sealed class ApiKeyHandler(
    ApiKeyReader reader, RevocationSet revocations, IOptionsMonitor<AuthenticationSchemeOptions> options, ILoggerFactory logger, UrlEncoder encoder)
    : RefusingHandler(options, logger, encoder)
{
    public const string Name = "ApiKey";
    public const string Header = "X-Api-Key";

    protected override async Task<AuthenticateResult> HandleAuthenticateAsync()
    {
        if (Request.Headers[Header] is not [{ } text])
        {
            return AuthenticateResult.NoResult();
        }

        if (!revocations.IsFresh)
        {
            return Refuse(Errors.Unavailable);
        }

        return await reader.ReadAsync(text) is { } holder
            ? AuthenticateResult.Success(new AuthenticationTicket(new ClaimsPrincipal(holder.ToIdentity(Name)), Name))
            : Refuse(Errors.Unauthenticated);
    }
}
