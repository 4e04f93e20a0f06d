using System.Text.Encodings.Web;
using Microsoft.AspNetCore.Authentication;
using Microsoft.Extensions.Options;
using OrleansBackends.Grains.Interfaces.RateLimits;
using OrleansBackends.Grains.Interfaces.RateLimits.Apps;
using OrleansBackends.WebFrontend.RateLimits.Policies;

namespace OrleansBackends.WebFrontend.RateLimits.Checks;

/// <summary><c>X-Api-Key: rlk_…</c>, a program of one application; it is counted by its key's id.</summary>
internal sealed class LimitKeyHandler(
    PolicyBook book, IOptionsMonitor<AuthenticationSchemeOptions> options, ILoggerFactory logger, UrlEncoder encoder)
    : RefusingHandler(options, logger, encoder)
{
    public const string Name = "RateLimitsKey";
    public const string Slice = "rate-limits";

    protected override async Task<AuthenticateResult> HandleAuthenticateAsync()
    {
        if (Request.Headers[CurrentKey.Header] is not [{ } text] || ApiKeyText.AppOf(text) is not { } app)
        {
            return Refuse(RateLimitErrors.KeyInvalid);
        }

        var policies = await book.Get(app);
        if (!policies.Exists || policies.Keys.Find(text) is not { } key)
        {
            return Refuse(RateLimitErrors.KeyInvalid);
        }

        Context.Features.Set(new CheckedApp(app, policies));
        return AuthenticateResult.Success(new AuthenticationTicket(new CurrentKey(Slice, app, key.Id).ToPrincipal(Name), Name));
    }
}
