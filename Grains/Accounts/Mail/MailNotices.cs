using System.Collections.Frozen;
using OrleansBackends.Grains.Interfaces.Accounts;

namespace OrleansBackends.Grains.Accounts;

/// <summary>What a person is mailed about, by the kind of its audit entry.</summary>
internal static class MailNotices
{
    private static readonly FrozenDictionary<string, string> Workflows = new Dictionary<string, string>
    {
        [AuditKinds.PasswordChanged] = "accounts-password-changed",
        [AuditKinds.PasswordReset] = "accounts-password-changed",
        [AuditKinds.EmailChanged] = "accounts-email-changed",
        [AuditKinds.TotpOn] = "accounts-second-factor",
        [AuditKinds.TotpOff] = "accounts-second-factor",
        [AuditKinds.RecoveryCodesMade] = "accounts-second-factor",
        [AuditKinds.RefreshReuse] = "accounts-refresh-reuse",
        [AuditKinds.DeletionAsked] = "accounts-deletion-asked",
    }.ToFrozenDictionary();

    public static IEnumerable<(string Workflow, AuditEntry Entry)> Between(AccountState before, AccountState after) =>
        from entry in after.Audit
        where entry.Seq > before.AuditCount && Workflows.ContainsKey(entry.Kind)
        select (Workflows[entry.Kind], entry);
}
