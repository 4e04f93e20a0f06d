using System.Collections.Immutable;
using OrleansBackends.Grains.Interfaces.Accounts;

namespace OrleansBackends.Grains.Accounts;

/// <summary>One-time tokens: which are good, and what comes of each when it is redeemed. All of it is one write.</summary>
internal static class MailRules
{
    /// <summary>Purposes are fewer; each has one token at a time.</summary>
    public const int MaxTokens = 8;

    /// <summary>How often an owner hears that somebody wanted to register his address.</summary>
    public static readonly TimeSpan TakenTold = TimeSpan.FromHours(1);

    public static AccountState Issuing(this AccountState state, MailPurpose purpose, byte[] secret, DateTimeOffset now) => state with
    {
        Tokens =
        [
            .. state.Tokens.Where(t => t.Purpose != purpose.Name && t.ExpiresAt > now).TakeLast(MaxTokens - 1),
            new OneTimeToken(purpose.Name, SessionRules.HashOf(secret), now + purpose.Life),
        ],
    };

    public static bool Holds(this AccountState state, MailPurpose purpose, byte[] secret, DateTimeOffset now) =>
        (state.CanSignIn || (state.Status == AccountStatus.Unverified && purpose == MailPurpose.Verify))
        && state.Tokens.Exists(t => t.Purpose == purpose.Name && t.Hash == SessionRules.HashOf(secret) && t.ExpiresAt > now);

    /// <summary>Whether a mail may say that the address is taken.</summary>
    public static bool MayTellTaken(this AccountState state, DateTimeOffset now) =>
        state.IsKnown && !state.IsFull() && (state.TakenToldAt is null || state.TakenToldAt + TakenTold <= now);

    public static Result<AccountState> Verifying(this AccountState state, byte[] secret, int passwordVersion, CallOrigin origin, DateTimeOffset now) =>
        !state.Holds(MailPurpose.Verify, secret, now) || state.Password.Version != passwordVersion
            ? AccountErrors.TokenInvalid
            : (state with
            {
                Status = state.Status == AccountStatus.Unverified ? AccountStatus.Active : state.Status,
                NextStatus = AccountStatus.Active,
                EmailVerified = true,
                Tokens = state.Without(MailPurpose.Verify),
                Revision = state.Revision + 1,
            }).Noting(AuditKinds.Verified, state.Id, origin, now);

    /// <summary>
    /// Whoever has the link reads the address, so it counts as verified. Keys that were made before it was may be a stranger's, who registered it.
    /// </summary>
    public static Result<AccountState> ResettingPassword(this AccountState state, byte[] secret, HashedPassword password, CallOrigin origin, DateTimeOffset now) =>
        !state.Holds(MailPurpose.Reset, secret, now)
            ? AccountErrors.TokenInvalid
            : (state with
            {
                Password = state.Password.Replaced(password, now),
                ApiKeys = state.EmailVerified ? state.ApiKeys : [],
                EmailVerified = true,
                ResetRequired = false,
                Sessions = [],
                Revision = state.Revision + 1,
            }).VoidingLinks().CuttingAll(now).Noting(AuditKinds.PasswordReset, state.Id, origin, now);

    public static AccountState AskingForEmail(this AccountState state, string email, CallOrigin origin, DateTimeOffset now) =>
        (state with { WantedEmail = email, Tokens = state.Without(MailPurpose.ChangeEmail) })
        .Noting(AuditKinds.EmailChangeAsked, state.Id, origin, now);

    /// <summary>The new address is in place here and claimed by the caller, who knows what was before by <see cref="AccountState.FormerEmail"/>.</summary>
    public static Result<AccountState> ChangingEmail(this AccountState state, byte[] secret, CallOrigin origin, DateTimeOffset now) =>
        !state.Holds(MailPurpose.ChangeEmail, secret, now) || state.WantedEmail is not { } email || AddressKey.Of(email) is not { } key
            ? AccountErrors.TokenInvalid
            : (state with
            {
                Email = email,
                EmailKey = key,
                EmailVerified = true,
                FormerEmail = key == state.EmailKey ? null : new FormerEmail(state.Email, state.EmailKey, state.EmailVerified),
                EmailUndo = state.UndoAfter(key, now),
                Revision = state.Revision + 1,
            }).VoidingLinks().Noting(AuditKinds.EmailChanged, state.Id, origin, now);

    /// <summary>The address that was verified first comes back, and nobody signs in before its owner has set another password.</summary>
    public static Result<AccountState> UndoingEmail(this AccountState state, byte[] secret, CallOrigin origin, DateTimeOffset now) =>
        !state.Holds(MailPurpose.UndoEmail, secret, now) || state.EmailUndo is not { } undo
            ? AccountErrors.TokenInvalid
            : (state with
            {
                Email = undo.Address,
                EmailKey = undo.Key,
                EmailVerified = true,
                FormerEmail = new FormerEmail(state.Email, state.EmailKey, state.EmailVerified),
                EmailUndo = null,
                ResetRequired = true,
                Tokens = [],
                WantedEmail = null,
                Sessions = [],
                Revision = state.Revision + 1,
            }).CuttingAll(now).Noting(AuditKinds.EmailUndone, state.Id, origin, now);

    /// <summary>
    /// Only a verified address may come back: any other may be a stranger's. While one may, none that followed it may, since it may be a thief's who
    /// changes the address twice.
    /// </summary>
    private static EmailUndo? UndoAfter(this AccountState state, string key, DateTimeOffset now) =>
        state.EmailUndo is { } earlier && earlier.ExpiresAt > now ? (earlier.Key == key ? null : earlier)
        : key != state.EmailKey && state.EmailVerified ? new EmailUndo(state.Email, state.EmailKey, now + MailPurpose.UndoEmail.Life)
        : null;

    /// <summary>
    /// Links that were mailed before belong to whoever could read the mail, or knew the password, of then; but a thief who changes both leaves the
    /// owner the undo link.
    /// </summary>
    public static AccountState VoidingLinks(this AccountState state) =>
        state with { Tokens = state.Tokens.RemoveAll(t => t.Purpose != MailPurpose.UndoEmail.Name || state.EmailUndo is null), WantedEmail = null };

    private static ImmutableList<OneTimeToken> Without(this AccountState state, MailPurpose purpose) =>
        state.Tokens.RemoveAll(t => t.Purpose == purpose.Name);
}
