using Microsoft.AspNetCore;
using Microsoft.AspNetCore.Antiforgery;
using Microsoft.AspNetCore.Authentication;
using OpenIddict.Abstractions;
using OpenIddict.Server.AspNetCore;
using OrleansBackends.Grains.Interfaces.Accounts;

namespace OrleansBackends.WebFrontend.Accounts;

/// <summary>Sign-out that a client asks for. Only an id token given to this user lets it go without a question.</summary>
internal static class LogoutPage
{
    private const string Scheme = OpenIddictServerAspNetCoreDefaults.AuthenticationScheme;
    private const string Confirmed = "confirmed";

    public static async Task<IResult> Answer(
        HttpContext context, CurrentUser? user, CookieSessions sessions, IGrainFactory grains, IAntiforgery antiforgery, Caller caller)
    {
        var hint = (await context.AuthenticateAsync(Scheme)).Principal;
        if (user is { SessionId: not null } && !IsOf(hint, user) && !await IsConfirmed(context, antiforgery))
        {
            var request = context.GetOpenIddictServerRequest()!;
            if (request.PostLogoutRedirectUri is { } uri)
            {
                BackToClient.Allow(context, uri);
            }

            var parameters = request.GetParameters().Where(p => p.Key is not (Confirmed or CrossSite.FieldName)).ToDictionary(p => p.Key, p => (string?)p.Value);
            return Pages.Render<ConfirmLogoutPage>(new { Parameters = parameters });
        }

        if (hint?.FindAuthorization() is { } id && hint.GetClaim(OpenIddictConstants.Claims.Private.Presenter) is { } client)
        {
            await grains.GetGrain<IOAuthAuthorizationGrain>(OAuthKeys.Authorization(id)).End(client);
        }

        var ended = await sessions.SignOutAsync(context, caller.Origin);
        return ended.IsOk
            ? Results.SignOut(new AuthenticationProperties { RedirectUri = "/" }, [Scheme])
            : AccountPage.Message("Not signed out", ended.Error.Message, StatusCodes.Status503ServiceUnavailable);
    }

    private static bool IsOf(System.Security.Claims.ClaimsPrincipal? hint, CurrentUser user) =>
        hint?.GetClaim(OpenIddictConstants.Claims.Subject) == user.Id.ToString();

    private static async Task<bool> IsConfirmed(HttpContext context, IAntiforgery antiforgery) =>
        context.Request.HasFormContentType && context.Request.Form.ContainsKey(Confirmed) && await antiforgery.IsRequestValidAsync(context);
}
