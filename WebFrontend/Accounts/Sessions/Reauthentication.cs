using OrleansBackends.Grains.Interfaces.Accounts;

namespace OrleansBackends.WebFrontend.Accounts;

/// <summary>Who is signed in proves it again, for the same session. Passwords are charged to the session, whatever strangers spent at the address.</summary>
internal sealed class Reauthentication(AccountFlows flows, PasskeyFlows passkeys, IGrainFactory grains)
{
    public Task<Result<SessionGrant>> ProveAsync(CurrentUser user, ReauthenticateRequest request, CallOrigin origin, HttpContext context) =>
        (request.Password, request.Totp, request.Passkey, request.State) switch
        {
            ({ } password, null, null, null) => ByPasswordAsync(user, password, origin),
            (null, { } totp, null, null) => ByTotpAsync(user, totp, origin),
            (null, null, { } passkey, { } state) => passkeys.ConfirmAsync(user, state, passkey, origin, context),
            _ => Task.FromResult<Result<SessionGrant>>(Errors.Invalid("Give exactly one of password, totp, and passkey with state.", "password")),
        };

    private async Task<Result<SessionGrant>> ByPasswordAsync(CurrentUser user, string password, CallOrigin origin)
    {
        var confirmed = await flows.ConfirmAsync(user, password, origin);
        return confirmed.IsOk
            ? await grains.GetGrain<IAccountSessionsGrain>(AccountKey.Of(user.Id)).Reauthenticated(user.Session(), origin)
            : confirmed.Error;
    }

    /// <summary>A code alone proves nothing more where a code alone opened the session.</summary>
    private async Task<Result<SessionGrant>> ByTotpAsync(CurrentUser user, string totp, CallOrigin origin) =>
        user.Methods is [AuthenticationMethods.Totp]
            ? AccountErrors.InvalidCredentials
            : await grains.GetGrain<IAccountSecondFactorGrain>(AccountKey.Of(user.Id)).Confirm(user.Session(), totp, origin);
}
