namespace OrleansBackends.Grains.Interfaces.Accounts;

/// <summary>The sessions of one account, under the account's key; served by the same grain, so every decision is one turn.</summary>
[GrainInterfaceType("account-sessions"), Alias("accounts.i-sessions")]
public interface IAccountSessionsGrain : IGrainWithStringKey
{
    /// <summary>The hash to check a password against; null where nobody can sign in with a password here.</summary>
    [Alias("Password")]
    Task<KeptPassword?> Password();

    /// <summary>
    /// Opens a session after all that the account asks for was proved. Refuses <c>invalid-credentials</c> where the account may not sign in,
    /// <c>password-reset-required</c>, <c>second-factor-asked</c>.
    /// </summary>
    [Alias("SignIn")]
    Task<Result<SessionGrant>> SignIn(NewSession session);

    /// <summary>Notes a wrong password, at most once a minute with the count of those between.</summary>
    [Alias("SignInFailed")]
    Task SignInFailed(CallOrigin origin);

    /// <summary>
    /// Turns a refresh token. The immediate predecessor gets the same successor again for 30 seconds; anything older ends the session.
    /// Refuses <c>refresh-invalid</c> for whatever reason.
    /// </summary>
    [Alias("Refresh")]
    Task<Result<SessionGrant>> Refresh(Guid session, byte[] secret, CallOrigin origin);

    /// <summary>Ends the session that a refresh token belongs to; an unknown or older token changes nothing.</summary>
    [Alias("SignOutWith")]
    Task<Result<Done>> SignOutWith(Guid session, byte[] secret, CallOrigin origin);

    /// <summary>Done also where the session has ended already.</summary>
    [Alias("SignOut")]
    Task<Result<Done>> SignOut(Guid session, CallOrigin origin);

    [Alias("List")]
    Task<IReadOnlyList<SessionView>> List(Guid? current);

    /// <summary>Refuses <c>session-not-found</c>.</summary>
    [Alias("Revoke")]
    Task<Result<Done>> Revoke(Guid session, Guid by, CallOrigin origin);

    [Alias("RevokeOthers")]
    Task<Result<Done>> RevokeOthers(Guid keep, CallOrigin origin);

    /// <summary>The password was confirmed again. Refuses <c>session-not-found</c>. The answer carries no refresh token.</summary>
    [Alias("Reauthenticated")]
    Task<Result<SessionGrant>> Reauthenticated(Guid session, CallOrigin origin);

    /// <summary>
    /// Replaces the password and ends every session but <paramref name="keep"/>. Refuses <c>invalid-credentials</c> where the password is no longer
    /// the one that was checked.
    /// </summary>
    [Alias("ChangePassword")]
    Task<Result<Done>> ChangePassword(Guid keep, int expectedVersion, HashedPassword password, CallOrigin origin);

    /// <summary>Stores the same password with other parameters or another pepper; does nothing where the password changed meanwhile.</summary>
    [Alias("Rehash")]
    Task Rehash(int expectedVersion, HashedPassword password);
}
