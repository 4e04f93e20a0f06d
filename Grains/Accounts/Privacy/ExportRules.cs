using OrleansBackends.Grains.Interfaces.Accounts;

namespace OrleansBackends.Grains.Accounts;

internal static class ExportRules
{
    public const int MaxExports = 5;

    public static readonly TimeSpan Life = TimeSpan.FromHours(24);

    /// <summary>Leave to read once more; what has expired goes, and the oldest where there are too many.</summary>
    public static AccountState Exporting(this AccountState state, ExportView export, Guid session, CallOrigin origin, DateTimeOffset now) =>
        (state with { Exports = [.. state.Exports.Where(e => e.ExpiresAt > now).TakeLast(MaxExports - 1), export] })
        .Noting(AuditKinds.Exported, state.Id, origin, now, session);

    public static ExportView? LiveExport(this AccountState state, Guid export, DateTimeOffset now) =>
        state.Exports.Find(e => e.Id == export && e.ExpiresAt > now);
}
