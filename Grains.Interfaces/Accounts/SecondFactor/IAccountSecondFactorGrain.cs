namespace OrleansBackends.Grains.Interfaces.Accounts;

/// <summary>The second factor of one account, under the account's key and served by the same grain, so a code is used once whatever races.</summary>
[GrainInterfaceType("account-second-factor"), Alias("accounts.i-second-factor")]
public interface IAccountSecondFactorGrain : IGrainWithStringKey
{
    /// <summary>
    /// After the password was found right: opens a session, or asks for the second factor where there is one. Refuses <c>invalid-credentials</c>
    /// where the account may not sign in, <c>password-reset-required</c>.
    /// </summary>
    [Alias("BeginSignIn")]
    Task<Result<SignInStep>> BeginSignIn(NewSession session);

    /// <summary>
    /// Opens the session that a challenge was given for. Refuses <c>second-factor-invalid</c>, which costs one of its five tries;
    /// <c>challenge-expired</c> where it is unknown, used or out of tries or the password was changed since; <c>too-many-attempts</c> after twenty
    /// failures within an hour.
    /// </summary>
    [Alias("FinishSignIn")]
    Task<Result<SessionGrant>> FinishSignIn(byte[] challenge, SecondFactorProof proof, CallOrigin origin);

    /// <summary>
    /// Confirms a session by a code; its tokens from now on say so. Refuses <c>second-factor-invalid</c>, <c>too-many-attempts</c>,
    /// <c>session-not-found</c>.
    /// </summary>
    [Alias("Confirm")]
    Task<Result<SessionGrant>> Confirm(Guid session, string totp, CallOrigin origin);

    /// <summary>Makes a secret that waits ten minutes for its first code, in place of one that waits already. Refuses <c>totp-already-on</c>.</summary>
    [Alias("SetUpTotp")]
    Task<Result<TotpSetup>> SetUpTotp();

    /// <summary>
    /// Turns codes on; the session counts as confirmed by one. Answers ten recovery codes, shown only now. Refuses <c>code-invalid</c>,
    /// <c>totp-setup-expired</c>, <c>totp-already-on</c>.
    /// </summary>
    [Alias("ConfirmTotp")]
    Task<Result<RecoveryCodes>> ConfirmTotp(string code, Guid session, CallOrigin origin);

    /// <summary>
    /// Turns codes off; done also where they are off. Refuses <c>second-factor-required-by-role</c> where the user holds one of
    /// <paramref name="guardedRoles"/>.
    /// </summary>
    [Alias("RemoveTotp")]
    Task<Result<Done>> RemoveTotp(IReadOnlyList<string> guardedRoles, Guid session, CallOrigin origin);

    /// <summary>Ten new recovery codes in place of all older ones, shown only now. Refuses <c>second-factor-off</c>.</summary>
    [Alias("MakeRecoveryCodes")]
    Task<Result<RecoveryCodes>> MakeRecoveryCodes(Guid session, CallOrigin origin);

    /// <summary>An admin takes the second factor away from somebody who lost it; all sessions end. Refuses <c>user-not-found</c>.</summary>
    [Alias("RemoveSecondFactor")]
    Task<Result<AdminUserView>> RemoveSecondFactor(ActedBy by);
}
