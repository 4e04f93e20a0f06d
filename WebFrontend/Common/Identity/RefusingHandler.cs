using System.Text.Encodings.Web;
using Microsoft.AspNetCore.Authentication;
using Microsoft.Extensions.Options;

namespace OrleansBackends.WebFrontend.Common;

/// <summary>Remembers why the caller is not known and says it as a problem, where a route asks who is calling; a page sends people to sign in.</summary>
internal abstract class RefusingHandler(IOptionsMonitor<AuthenticationSchemeOptions> options, ILoggerFactory logger, UrlEncoder encoder)
    : AuthenticationHandler<AuthenticationSchemeOptions>(options, logger, encoder)
{
    private Error refusal = Errors.Unauthenticated;

    protected AuthenticateResult Refuse(Error error)
    {
        refusal = error;
        return AuthenticateResult.Fail(error.Code);
    }

    protected override async Task HandleChallengeAsync(AuthenticationProperties properties)
    {
        if (refusal.Kind == ErrorKind.Unauthorized && PageMark.Of(Context) is { } page)
        {
            await new SeeOther(page.SignInFor(Request)).ExecuteAsync(Context);
            return;
        }

        if (refusal.Kind == ErrorKind.Unauthorized)
        {
            Response.Headers.WWWAuthenticate = "Bearer";
        }

        await refusal.ToProblem().ExecuteAsync(Context);
    }

    protected override Task HandleForbiddenAsync(AuthenticationProperties properties) => Errors.Forbidden.ToProblem().ExecuteAsync(Context);
}
