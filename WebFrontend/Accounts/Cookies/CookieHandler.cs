using System.Text.Encodings.Web;
using Microsoft.AspNetCore.Authentication;
using Microsoft.Extensions.Options;
using OrleansBackends.Grains.Interfaces.Accounts;

namespace OrleansBackends.WebFrontend.Accounts;

/// <summary>
/// The cookie of a session. Its access token is checked as any other; one that has ended or is outdated is renewed within the same request, so a
/// browser sees nothing of it.
/// </summary>
internal sealed class CookieHandler(
    CookieSessions sessions, AccessTokenReader reader, RevocationSet revocations, TimeProvider time, IOptionsMonitor<AuthenticationSchemeOptions> options,
    ILoggerFactory logger, UrlEncoder encoder)
    : RefusingHandler(options, logger, encoder)
{
    public const string Name = "Cookie";

    protected override async Task<AuthenticateResult> HandleAuthenticateAsync()
    {
        if (sessions.Presented(Context) is not { } text)
        {
            return AuthenticateResult.NoResult();
        }

        if (!SessionCookie.TryRead(text, out var cookie))
        {
            return Dismiss();
        }

        if (!revocations.IsFresh)
        {
            return Refuse(Errors.Unavailable);
        }

        var token = await reader.ReadAsync(cookie.Access);
        if (token is not null && (!cookie.IsOf(token) || revocations.IsSessionCut(token.SessionId)))
        {
            return Dismiss();
        }

        if (token is null || token.ExpiresAt <= time.GetUtcNow() || revocations.IsOutdated(token.User, token.Generation))
        {
            var renewed = await sessions.RenewAsync(Context, cookie, Caller.Of(Context).Origin);
            if (!renewed.IsOk)
            {
                return renewed.Error == AccountErrors.RefreshInvalid ? Dismiss() : Refuse(renewed.Error);
            }

            token = renewed.Value;
        }
        else
        {
            CookieSessions.Keep(Context, cookie);
        }

        KnownByCookie.Set(Context);
        return AuthenticateResult.Success(new AuthenticationTicket(token.Principal, Name));
    }

    private AuthenticateResult Dismiss()
    {
        sessions.Forget(Context);
        return Refuse(Errors.Unauthenticated);
    }
}
