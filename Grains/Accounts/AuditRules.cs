using OrleansBackends.Grains.Interfaces.Accounts;

namespace OrleansBackends.Grains.Accounts;

/// <summary>An entry is written in the same commit as what it tells of, and moved to the journal by the outbox.</summary>
internal static class AuditRules
{
    /// <summary>Entries that may wait; a further act is refused, so none goes unnoted.</summary>
    public const int Bound = 64;

    public const string OutboxKind = "audit";

    public static bool IsFull(this AccountState state) => state.Audit.Count >= Bound || state.Outbox.Count >= Outbox.Bound;

    public static AccountState Noting(
        this AccountState state, string kind, UserId? actor, CallOrigin? origin, DateTimeOffset now, Guid? session = null, string? detail = null) =>
        state with
        {
            AuditCount = state.AuditCount + 1,
            Audit = state.Audit.Add(new AuditEntry(state.AuditCount + 1, now, kind, actor)
            {
                SessionId = session?.ToString("D"),
                IpPrefix = origin?.IpPrefix,
                Device = origin?.Device,
                Detail = detail,
            }),
            Outbox = state.Outbox.Exists(i => i.Kind == OutboxKind)
                ? state.Outbox
                : state.Outbox.Add(new OutboxItem($"{OutboxKind}-{state.AuditCount + 1}", OutboxKind, "{}", now)),
        };

    /// <summary>Entries up to <paramref name="seq"/> are in the journal; the item stays as long as others wait.</summary>
    public static AccountState Moved(this AccountState state, int seq, DateTimeOffset now)
    {
        var waiting = state.Audit.RemoveAll(e => e.Seq <= seq);
        var others = state.Outbox.RemoveAll(i => i.Kind == OutboxKind);
        return state with
        {
            Audit = waiting,
            Outbox = waiting.Count == 0 ? others : others.Add(new OutboxItem($"{OutboxKind}-{waiting[0].Seq}", OutboxKind, "{}", now)),
        };
    }
}
