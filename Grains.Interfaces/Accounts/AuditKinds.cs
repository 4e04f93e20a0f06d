namespace OrleansBackends.Grains.Interfaces.Accounts;

/// <summary>What an audit entry may say.</summary>
public static class AuditKinds
{
    public const string Registered = "registered";
    public const string Verified = "verified";
    public const string SignedIn = "signed-in";
    public const string SignInFailed = "sign-in-failed";
    public const string SignedOut = "signed-out";
    public const string SessionRevoked = "session-revoked";
    public const string RefreshReuse = "refresh-reuse";
    public const string PasswordChanged = "password-changed";
    public const string SecondFactorFailed = "second-factor-failed";
    public const string TotpOn = "totp-on";
    public const string TotpOff = "totp-off";
    public const string RecoveryCodeUsed = "recovery-code-used";
    public const string RecoveryCodesMade = "recovery-codes-made";
    public const string PasskeyAdded = "passkey-added";
    public const string PasskeyRemoved = "passkey-removed";

    /// <summary>Its counter has not grown: somebody has a copy.</summary>
    public const string PasskeyCloned = "passkey-cloned";
    public const string ApiKeyMade = "api-key-made";
    public const string ApiKeyRevoked = "api-key-revoked";
    public const string TokensCut = "user-tokens-cut";
    public const string RolesChanged = "roles-changed";
    public const string Disabled = "disabled";
    public const string Enabled = "enabled";
    public const string Unlocked = "unlocked";
    public const string PasswordResetAsked = "password-reset-asked";
    public const string PasswordReset = "password-reset";
    public const string EmailChangeAsked = "email-change-asked";
    public const string EmailChanged = "email-changed";
    public const string EmailUndone = "email-undone";
    public const string Exported = "exported";
    public const string DeletionAsked = "deletion-asked";
    public const string DeletionCancelled = "deletion-cancelled";
    public const string Erased = "erased";
    public const string KeyRotated = "key-rotated";
    public const string SetupDone = "setup-done";
    public const string AppAllowed = "app-allowed";
    public const string AppRevoked = "app-revoked";
    public const string ClientMade = "client-made";
    public const string ClientChanged = "client-changed";
    public const string ClientRemoved = "client-removed";

    public static IReadOnlyList<string> All { get; } =
    [
        Registered, Verified, SignedIn, SignInFailed, SignedOut, SessionRevoked, RefreshReuse, PasswordChanged, ApiKeyMade, ApiKeyRevoked, TokensCut,
        RolesChanged, Disabled, Enabled, Unlocked, PasswordResetAsked, PasswordReset, EmailChangeAsked, EmailChanged, EmailUndone, Exported, DeletionAsked,
        DeletionCancelled, Erased, KeyRotated, SetupDone, SecondFactorFailed, TotpOn, TotpOff, RecoveryCodeUsed, RecoveryCodesMade,
        PasskeyAdded, PasskeyRemoved, PasskeyCloned, AppAllowed, AppRevoked, ClientMade, ClientChanged, ClientRemoved,
    ];

    /// <summary>What the user is told of at once, beyond sessions and roles, which have events of their own.</summary>
    public static IReadOnlySet<string> Security { get; } = new HashSet<string>
    {
        SignInFailed, RefreshReuse, PasswordChanged, ApiKeyMade, ApiKeyRevoked, TokensCut, Unlocked, PasswordResetAsked,
        PasswordReset, EmailChangeAsked, EmailChanged, EmailUndone, Exported, DeletionAsked, DeletionCancelled, SecondFactorFailed, TotpOn, TotpOff, RecoveryCodeUsed,
        RecoveryCodesMade, PasskeyAdded, PasskeyRemoved, PasskeyCloned, AppAllowed, AppRevoked,
    };
}
