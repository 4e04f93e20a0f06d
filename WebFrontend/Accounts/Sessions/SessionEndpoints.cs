using Microsoft.AspNetCore.Antiforgery;
using OrleansBackends.Grains.Interfaces.Accounts;

namespace OrleansBackends.WebFrontend.Accounts;

internal static class SessionEndpoints
{
    public static void MapSessions(this RouteGroupBuilder accounts)
    {
        accounts.MapPost("/login", SignIn).AllowAnonymous().Limit("accounts-sign-in").NoStore()
            .WithSummary("Sign in")
            .WithDescription(
                "Where there is a second factor the answer is a challenge, which `/login/second-factor` takes with a code. With `session: cookie` a cookie "
                + "carries the session and the answer no tokens.")
            .Refuses(AccountErrors.InvalidCredentials, AccountErrors.PasswordResetRequired, AccountErrors.TooManyAttempts(TimeSpan.FromSeconds(1)), WebErrors.Busy);
        accounts.MapPost("/refresh", Refresh).AllowAnonymous().Limit("accounts-refresh").NoStore()
            .WithSummary("Turn a refresh token into the next")
            .WithDescription("The token that was used is void afterwards; for 30 seconds it gives the same successor again.")
            .Refuses(AccountErrors.RefreshInvalid);
        accounts.MapPost("/logout", SignOut).AllowAnonymous().Limit("accounts-refresh")
            .WithSummary("End a session")
            .WithDescription("The session of the access token, or of the refresh token in the body. Done also where it has ended already.")
            .Refuses(Errors.Unauthenticated, AccountErrors.SessionRequired);
        accounts.MapGet("/antiforgery", MakeAntiforgeryToken).AllowAnonymous().Limit("public-read")
            .WithSummary("Read an antiforgery token")
            .WithDescription("Whoever is signed in by a cookie sends it with every unsafe method, from our own origin. Another one after signing in or out.");
        accounts.MapPost("/reauthenticate", Reauthenticate).RequireSession().Limit("accounts-sign-in").NoStore()
            .WithSummary("Prove again who is signed in")
            .WithDescription(
                "By exactly one of `password`, `totp`, and `passkey` with its `state`. Needed for sensitive calls when the last time is more than 15 minutes "
                + "ago. A code or a passkey carries roles that were held back.")
            .Refuses(AccountErrors.InvalidCredentials, SecondFactorErrors.SecondFactorInvalid, PasskeyErrors.PasskeyRefused, AccountErrors.TooManyAttempts(TimeSpan.FromSeconds(1)), WebErrors.Busy);
        accounts.MapPost("/password/change", ChangePassword).RequireSession().Limit("accounts-sign-in")
            .WithSummary("Change the password")
            .WithDescription("Ends every other session.")
            .Refuses(AccountErrors.InvalidCredentials, AccountErrors.WeakPassword([]), AccountErrors.TooManyAttempts(TimeSpan.FromSeconds(1)), WebErrors.Busy);

        var sessions = accounts.MapGroup("/sessions").RequireSession();
        sessions.MapGet("", List).Limit("read").WithSummary("List sessions");
        sessions.MapDelete("", RevokeOthers).Limit("write").WithSummary("End all other sessions").WithDescription("Takes `except=current`.");
        sessions.MapDelete("/{id:guid}", Revoke).Limit("write").WithSummary("End one session").Refuses(AccountErrors.SessionNotFound);
    }

    private static async Task<OkAnswer<ILoginAnswer>> SignIn(
        LoginRequest request, AccountFlows flows, SignInAnswers answers, Caller caller, DeviceCookie device, HttpContext context) =>
        (await answers.ShowAsync(context, await flows.SignInAsync(request, caller.Origin, device.Known))).ToOk();

    private static async Task<OkAnswer<TokensAnswer>> Refresh(
        RefreshRequest request, IGrainFactory grains, SignInAnswers answers, Caller caller, HttpContext context)
    {
        Result<SessionGrant> grant = RefreshToken.TryRead(request.RefreshToken, out var token)
            ? await Sessions(grains, token.User).Refresh(token.Session, token.Secret, caller.Origin)
            : AccountErrors.RefreshInvalid;
        return (await answers.ShowAgainAsync(context, grant)).ToOk();
    }

    private static async Task<NoContentAnswer> SignOut(
        LogoutRequest? request, CurrentUser? user, IGrainFactory grains, CookieSessions cookies, Caller caller, HttpContext context)
    {
        if (request?.RefreshToken is { } text)
        {
            return (RefreshToken.TryRead(text, out var token)
                ? await Sessions(grains, token.User).SignOutWith(token.Session, token.Secret, caller.Origin)
                : Done.Ok).ToNoContent();
        }

        return (user switch
        {
            { SessionId: not null } when KnownByCookie.Is(context) => await cookies.SignOutAsync(context, caller.Origin),
            { SessionId: not null } => await Sessions(grains, user.Id).SignOut(user.Session(), caller.Origin),
            { } => AccountErrors.SessionRequired,
            null => CookieSessions.WasDismissed(context) ? Done.Ok : Errors.Unauthenticated,
        }).ToNoContent();
    }

    private static async Task<OkAnswer<TokensAnswer>> Reauthenticate(
        ReauthenticateRequest request, CurrentUser user, Reauthentication again, SignInAnswers answers, Caller caller, HttpContext context) =>
        (await answers.ShowAgainAsync(context, await again.ProveAsync(user, request, caller.Origin, context))).ToOk();

    private static OkAnswer<AntiforgeryAnswer> MakeAntiforgeryToken(IAntiforgery antiforgery, HttpContext context) =>
        ((Result<AntiforgeryAnswer>)new AntiforgeryAnswer(CrossSite.HeaderName, antiforgery.MakeToken(context))).ToOk();

    private static async Task<NoContentAnswer> ChangePassword(ChangePasswordRequest request, CurrentUser user, AccountFlows flows, Caller caller) =>
        (await flows.ChangePasswordAsync(user, request, caller.Origin)).ToNoContent();

    private static async Task<OkAnswer<SessionsAnswer>> List(CurrentUser user, IGrainFactory grains) =>
        ((Result<SessionsAnswer>)new SessionsAnswer(await Sessions(grains, user.Id).List(user.Session()))).ToOk();

    private static async Task<NoContentAnswer> Revoke(Guid id, CurrentUser user, IGrainFactory grains, Caller caller) =>
        (await Sessions(grains, user.Id).Revoke(id, user.Session(), caller.Origin)).ToNoContent();

    private static async Task<NoContentAnswer> RevokeOthers(string? except, CurrentUser user, IGrainFactory grains, Caller caller) =>
        (except == "current"
            ? await Sessions(grains, user.Id).RevokeOthers(user.Session(), caller.Origin)
            : Errors.Invalid("Say except=current.", "except")).ToNoContent();

    private static IAccountSessionsGrain Sessions(IGrainFactory grains, UserId user) => grains.GetGrain<IAccountSessionsGrain>(AccountKey.Of(user));
}
