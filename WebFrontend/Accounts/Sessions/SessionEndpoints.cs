using OrleansBackends.Grains.Interfaces.Accounts;

namespace OrleansBackends.WebFrontend.Accounts;

internal static class SessionEndpoints
{
    public static void MapSessions(this RouteGroupBuilder accounts)
    {
        accounts.MapPost("/login", SignIn).AllowAnonymous().Limit("accounts-sign-in").NoStore()
            .WithSummary("Sign in")
            .WithDescription("Where there is a second factor the answer is a challenge, which `/login/second-factor` takes with a code.")
            .Refuses(AccountErrors.InvalidCredentials, AccountErrors.PasswordResetRequired, AccountErrors.TooManyAttempts(TimeSpan.FromSeconds(1)), WebErrors.Busy);
        accounts.MapPost("/refresh", Refresh).AllowAnonymous().Limit("accounts-refresh").NoStore()
            .WithSummary("Turn a refresh token into the next")
            .WithDescription("The token that was used is void afterwards; for 30 seconds it gives the same successor again.")
            .Refuses(AccountErrors.RefreshInvalid);
        accounts.MapPost("/logout", SignOut).AllowAnonymous().Limit("accounts-refresh")
            .WithSummary("End a session")
            .WithDescription("The session of the access token, or of the refresh token in the body. Done also where it has ended already.");
        accounts.MapPost("/reauthenticate", Reauthenticate).RequireSession().Limit("accounts-sign-in").NoStore()
            .WithSummary("Confirm the password, or give a code")
            .WithDescription("Needed for sensitive calls when the last time is more than 15 minutes ago. A code carries roles that were held back.")
            .Refuses(AccountErrors.InvalidCredentials, SecondFactorErrors.SecondFactorInvalid, AccountErrors.TooManyAttempts(TimeSpan.FromSeconds(1)), WebErrors.Busy);
        accounts.MapPost("/password/change", ChangePassword).RequireSession().Limit("accounts-sign-in")
            .WithSummary("Change the password")
            .WithDescription("Ends every other session.")
            .Refuses(AccountErrors.InvalidCredentials, AccountErrors.WeakPassword([]), AccountErrors.TooManyAttempts(TimeSpan.FromSeconds(1)), WebErrors.Busy);

        var sessions = accounts.MapGroup("/sessions").RequireSession();
        sessions.MapGet("", List).Limit("read").WithSummary("List sessions");
        sessions.MapDelete("", RevokeOthers).Limit("write").WithSummary("End all other sessions").WithDescription("Takes `except=current`.");
        sessions.MapDelete("/{id:guid}", Revoke).Limit("write").WithSummary("End one session").Refuses(AccountErrors.SessionNotFound);
    }

    private static async Task<OkAnswer<ILoginAnswer>> SignIn(LoginRequest request, AccountFlows flows, Caller caller, DeviceCookie device) =>
        device.GiveTo(await flows.SignInAsync(request, caller.Origin, device.Known)).ToOk();

    private static async Task<OkAnswer<TokensAnswer>> Refresh(RefreshRequest request, IGrainFactory grains, AccessTokens tokens, Caller caller)
    {
        if (!RefreshToken.TryRead(request.RefreshToken, out var token))
        {
            return ((Result<TokensAnswer>)AccountErrors.RefreshInvalid).ToOk();
        }

        var grant = await Sessions(grains, token.User).Refresh(token.Session, token.Secret, caller.Origin);
        return (await AnswerAsync(grant, tokens)).ToOk();
    }

    private static async Task<NoContentAnswer> SignOut(LogoutRequest? request, CurrentUser? user, IGrainFactory grains, Caller caller)
    {
        if (request?.RefreshToken is { } text)
        {
            return (RefreshToken.TryRead(text, out var token)
                ? await Sessions(grains, token.User).SignOutWith(token.Session, token.Secret, caller.Origin)
                : Done.Ok).ToNoContent();
        }

        return (user switch
        {
            { SessionId: not null } => await Sessions(grains, user.Id).SignOut(user.Session(), caller.Origin),
            { } => AccountErrors.SessionRequired,
            null => Errors.Unauthenticated,
        }).ToNoContent();
    }

    private static async Task<OkAnswer<TokensAnswer>> Reauthenticate(
        ReauthenticateRequest request, CurrentUser user, AccountFlows flows, IGrainFactory grains, AccessTokens tokens, Caller caller)
    {
        var grant = (request.Password, request.Totp) switch
        {
            ({ } password, null) => await flows.ConfirmAsync(user.Id, password, caller.Origin) is { IsOk: false } wrong
                ? wrong.Error
                : await Sessions(grains, user.Id).Reauthenticated(user.Session(), caller.Origin),
            (null, { } totp) => await grains.GetGrain<IAccountSecondFactorGrain>(AccountKey.Of(user.Id)).Confirm(user.Session(), totp, caller.Origin),
            _ => Errors.Invalid("Give exactly one of password and totp.", "password"),
        };
        return (await AnswerAsync(grant, tokens)).ToOk();
    }

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

    private static async Task<Result<TokensAnswer>> AnswerAsync(Result<SessionGrant> grant, AccessTokens tokens) => grant.IsOk
        ? new TokensAnswer
        {
            AccessToken = await tokens.IssueAsync(grant.Value),
            RefreshToken = grant.Value.RefreshToken,
            SessionId = grant.Value.SessionId,
        }
        : grant.Error;

    private static IAccountSessionsGrain Sessions(IGrainFactory grains, UserId user) => grains.GetGrain<IAccountSessionsGrain>(AccountKey.Of(user));
}
