namespace OrleansBackends.Grains.Interfaces.Accounts;

/// <summary>
/// The passkeys of one account, under the account's key and served by the same grain. Signatures are verified by the frontend; what may happen but once
/// is decided here: whether a challenge was answered before, and whether a counter has grown.
/// </summary>
[GrainInterfaceType("account-passkeys"), Alias("accounts.i-passkeys")]
public interface IAccountPasskeysGrain : IGrainWithStringKey
{
    /// <summary>What proofs are verified with; empty where nobody may sign in.</summary>
    [Alias("Keys")]
    Task<IReadOnlyList<PasskeyKey>> Keys();

    [Alias("List")]
    Task<IReadOnlyList<PasskeyView>> List();

    /// <summary>Whether a second factor is asked for by this challenge now.</summary>
    [Alias("IsAsked")]
    Task<bool> IsAsked(byte[] challenge);

    /// <summary>
    /// Refuses <c>passkey-known</c>, <c>too-many-passkeys</c>, <c>passkey-invalid</c> where the challenge was answered before, <c>too-many-attempts</c>.
    /// </summary>
    [Alias("Add")]
    Task<Result<PasskeyView>> Add(NewPasskey passkey, Guid session, CallOrigin origin);

    /// <summary>Refuses <c>passkey-not-found</c>.</summary>
    [Alias("Rename")]
    Task<Result<PasskeyView>> Rename(string id, string name);

    /// <summary>Refuses <c>passkey-not-found</c>, <c>last-credential</c>.</summary>
    [Alias("Remove")]
    Task<Result<Done>> Remove(string id, Guid session, CallOrigin origin);

    /// <summary>
    /// Opens a session; a passkey counts as two factors. Refuses <c>passkey-invalid</c> for an unknown passkey, a challenge that was answered before
    /// and a counter that has not grown, which is noted as a sign of a copy; <c>password-reset-required</c>, <c>too-many-attempts</c>.
    /// </summary>
    [Alias("SignIn")]
    Task<Result<SessionGrant>> SignIn(PasskeyProof proof, NewSession session);

    /// <summary>Confirms a session. Refuses <c>passkey-invalid</c>, <c>session-not-found</c>, <c>too-many-attempts</c>.</summary>
    [Alias("Confirm")]
    Task<Result<SessionGrant>> Confirm(Guid session, PasskeyProof proof, CallOrigin origin);
}
