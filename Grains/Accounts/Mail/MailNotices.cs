using System.Collections.Frozen;
using OrleansBackends.Grains.Interfaces.Accounts;

namespace OrleansBackends.Grains.Accounts;

/// <summary>What a person is mailed about, by the kind of its audit entry.</summary>
internal static class MailNotices
{
    private static readonly FrozenDictionary<string, string> Workflows = new Dictionary<string, string>
    {
        [AuditKinds.SignedIn] = "accounts-new-device",
        [AuditKinds.PasswordChanged] = "accounts-password-changed",
        [AuditKinds.PasswordReset] = "accounts-password-changed",
        [AuditKinds.EmailChanged] = "accounts-email-changed",
        [AuditKinds.TotpOn] = "accounts-second-factor",
        [AuditKinds.TotpOff] = "accounts-second-factor",
        [AuditKinds.RecoveryCodesMade] = "accounts-second-factor",
        [AuditKinds.RecoveryCodeUsed] = "accounts-second-factor",
        [AuditKinds.PasskeyAdded] = "accounts-passkey",
        [AuditKinds.PasskeyRemoved] = "accounts-passkey",
        [AuditKinds.PasskeyCloned] = "accounts-passkey",
        [AuditKinds.RefreshReuse] = "accounts-refresh-reuse",
        [AuditKinds.DeletionAsked] = "accounts-deletion-asked",
    }.ToFrozenDictionary();

    public static IEnumerable<(string Workflow, AuditEntry Entry)> Between(AccountState before, AccountState after) =>
        from entry in after.Audit
        where entry.Seq > before.AuditCount && IsTold(entry, before, after)
        select (Workflows[entry.Kind], entry);

    /// <summary>Of a sign-in only where the device is new; of another address not where the mail with the undo link says it.</summary>
    private static bool IsTold(AuditEntry entry, AccountState before, AccountState after) => entry.Kind switch
    {
        AuditKinds.SignedIn => entry.Detail == DeviceRules.NewDevice,
        AuditKinds.EmailChanged => after.EmailUndo is null || after.EmailUndo == before.EmailUndo,
        var kind => Workflows.ContainsKey(kind),
    };
}
