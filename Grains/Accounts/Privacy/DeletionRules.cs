using OrleansBackends.Grains.Interfaces.Accounts;

namespace OrleansBackends.Grains.Accounts;

/// <summary>How an account ends: asked for, taken back within the grace, or erased down to a tombstone.</summary>
internal static class DeletionRules
{
    public static readonly TimeSpan Grace = TimeSpan.FromDays(14);

    /// <summary>Frees a name that the account held; its data is the name's key.</summary>
    public const string ReleaseKind = "claim-release";

    /// <summary>Takes devices and networks out of the audit.</summary>
    public const string EraseAuditKind = "erase-audit";

    /// <summary>Erases what one slice holds; its data is the slice.</summary>
    public const string EraseKind = "erase";

    public static AccountState RequestingDeletion(this AccountState state, string? reason, ActedBy by, DateTimeOffset now) =>
        state.DeletionDueAt is not null || state.Status != AccountStatus.Active
            ? state
            : (state with { Status = AccountStatus.Deleting, DeletionDueAt = now + Grace, Revision = state.Revision + 1 })
                .Noting(AuditKinds.DeletionAsked, by.Actor, by.Origin, now, detail: reason);

    public static AccountState CancellingDeletion(this AccountState state, ActedBy by, DateTimeOffset now) =>
        state.Status != AccountStatus.Deleting
            ? state
            : (state with { Status = AccountStatus.Active, DeletionDueAt = null, Revision = state.Revision + 1 })
                .Noting(AuditKinds.DeletionCancelled, by.Actor, by.Origin, now);

    /// <summary>What is left has no personal field but the id; what others hold of the person is owed as one item for each.</summary>
    public static AccountState Erasing(this AccountState state, IEnumerable<string> slices, DateTimeOffset now)
    {
        var tombstone = new AccountState
        {
            Id = state.Id,
            Status = AccountStatus.Deleted,
            NextStatus = AccountStatus.Deleted,
            Revision = state.Revision + 1,
            Generation = state.Generation,
            Cuts = state.Cuts,
            LastCutAt = state.LastCutAt,
            AuditCount = state.AuditCount,
            Audit = state.Audit,
            Outbox = state.Outbox.RemoveAll(item => item.Kind == Letter.OutboxKind),
            CreatedAt = state.CreatedAt,
        };
        var noted = tombstone.CuttingAll(now).Noting(AuditKinds.Erased, null, null, now);
        return noted with
        {
            Outbox = noted.Outbox.AddRange(
            [
                Item($"{ReleaseKind}-email", ReleaseKind, AccountNameKey.Email(state.EmailKey)),
                Item($"{ReleaseKind}-username", ReleaseKind, AccountNameKey.Username(state.Username)),
                Item(EraseAuditKind, EraseAuditKind, ""),
                .. slices.Select(slice => Item($"{EraseKind}-{slice}", EraseKind, slice)),
            ]),
        };

        OutboxItem Item(string id, string kind, string data) => new(id, kind, DocumentJson.Write(data), now);
    }
}
