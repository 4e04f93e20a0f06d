using System.Collections.Immutable;
using OrleansBackends.Grains.Interfaces.Accounts;

namespace OrleansBackends.Grains.Accounts;

/// <summary>A cut is written in the same commit as the act that calls for it, before anybody is told.</summary>
internal static class CutRules
{
    public const int Bound = 40;

    public const string OutboxKind = "revocation";

    public static AccountState CuttingSessions(this AccountState state, IEnumerable<Guid> sessions, DateTimeOffset now) =>
        state.Cutting([.. sessions.Select(id => new Cut(CutKind.Session, state.Id, id.ToString("D"), 0, now, now + Cut.Kept))], now);

    public static AccountState CuttingKey(this AccountState state, string keyId, DateTimeOffset now) =>
        state.Cutting([new Cut(CutKind.ApiKey, state.Id, keyId, 0, now, now + Cut.Kept)], now);

    /// <summary>Raises the generation: every token made before is outdated, also one of the same millisecond.</summary>
    public static AccountState CuttingAll(this AccountState state, DateTimeOffset now)
    {
        var raised = state with { Generation = state.Generation + 1, Cuts = state.Cuts.RemoveAll(c => c.Kind == CutKind.UserBefore) };
        return raised.Cutting([new Cut(CutKind.UserBefore, raised.Id, null, raised.Generation, now, now + Cut.Kept)], now);
    }

    private static AccountState Cutting(this AccountState state, ImmutableList<Cut> cuts, DateTimeOffset now)
    {
        if (cuts.IsEmpty)
        {
            return state;
        }

        var kept = state.Cuts.RemoveAll(c => c.Until <= now);
        if (kept.Count + cuts.Count > Bound)
        {
            // One cut of the whole user says the same of all its sessions and takes one place. It says nothing of keys, of which the latest stay: a
            // frontend believes a key for seconds and then asks again.
            var keys = kept.AddRange(cuts).FindAll(c => c.Kind == CutKind.ApiKey);
            return (state with { Cuts = keys.RemoveRange(0, Math.Max(0, keys.Count - Bound + 1)) }).CuttingAll(now);
        }

        return state with
        {
            Cuts = kept.AddRange(cuts),
            LastCutAt = now,
            Outbox = state.Outbox.Add(new OutboxItem($"{OutboxKind}-{state.AuditCount}-{state.Outbox.Count}", OutboxKind, DocumentJson.Write(cuts), now)),
        };
    }
}
