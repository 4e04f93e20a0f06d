using OrleansBackends.Grains.Interfaces.Accounts;

namespace OrleansBackends.WebFrontend.Accounts;

/// <summary>Audit entries in words.</summary>
internal static class TimelineTexts
{
    private static readonly Dictionary<string, string> Texts = new()
    {
        [AuditKinds.Registered] = "Account made",
        [AuditKinds.Verified] = "Address verified",
        [AuditKinds.SignedIn] = "Signed in",
        [AuditKinds.SignInFailed] = "Wrong password",
        [AuditKinds.SecondFactorFailed] = "Wrong code in the second step",
        [AuditKinds.SignedOut] = "Signed out",
        [AuditKinds.SessionRevoked] = "Session ended from another one",
        [AuditKinds.RefreshReuse] = "Session ended: an old token of it was used again",
        [AuditKinds.PasswordChanged] = "Password changed",
        [AuditKinds.PasswordResetAsked] = "Link for another password asked for",
        [AuditKinds.PasswordReset] = "Password set by a link",
        [AuditKinds.EmailChangeAsked] = "Another address asked for",
        [AuditKinds.EmailChanged] = "Address changed",
        [AuditKinds.EmailUndone] = "Address taken back",
        [AuditKinds.TotpOn] = "Codes turned on",
        [AuditKinds.TotpOff] = "Codes turned off",
        [AuditKinds.RecoveryCodeUsed] = "Recovery code used",
        [AuditKinds.RecoveryCodesMade] = "New recovery codes made",
        [AuditKinds.PasskeyAdded] = "Passkey added",
        [AuditKinds.PasskeyRemoved] = "Passkey removed",
        [AuditKinds.PasskeyCloned] = "A copy of a passkey was used, and refused",
        [AuditKinds.ApiKeyMade] = "API key made",
        [AuditKinds.ApiKeyRevoked] = "API key revoked",
        [AuditKinds.TokensCut] = "All tokens ended",
        [AuditKinds.RolesChanged] = "Roles changed",
        [AuditKinds.Disabled] = "Account disabled",
        [AuditKinds.Enabled] = "Account enabled",
        [AuditKinds.Unlocked] = "Account unlocked",
        [AuditKinds.Exported] = "Data downloaded",
        [AuditKinds.DeletionAsked] = "Deletion asked for",
        [AuditKinds.DeletionCancelled] = "Deletion taken back",
        [AuditKinds.AppAllowed] = "Application allowed",
        [AuditKinds.AppRevoked] = "Application no longer allowed",
        [AuditKinds.SetupDone] = "Made the first admin",
    };

    /// <summary>A kind without words of its own is shown as it is called.</summary>
    public static string Of(string kind) => Texts.GetValueOrDefault(kind) ?? kind.Replace('-', ' ');
}
