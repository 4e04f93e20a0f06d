using OrleansBackends.Grains.Interfaces.Accounts;

namespace OrleansBackends.Grains.Accounts;

[GrainType("keyring")]
internal sealed partial class KeyRingGrain : Grain, IKeyRingGrain, IRemindable
{
    private const string Daily = "daily";

    private readonly Document<KeyRingState> document;
    private readonly SecretBox secrets;
    private readonly IJournal journal;
    private readonly TimeProvider time;
    private IJournalStream? audit;

    public KeyRingGrain(
        [PersistentState(KeyRingState.Name)] IPersistentState<KeyRingState> storage, SecretBox secrets, IJournal journal, TimeProvider time)
    {
        document = new Document<KeyRingState>(this, storage);
        this.secrets = secrets;
        this.journal = journal;
        this.time = time;
    }

    public async Task<IReadOnlyList<SigningKey>> Signing()
    {
        var now = time.Now();
        await Renew(now);
        var active = document.Current.Active(now)!;
        return
        [
            .. document.Current.Keys.SkipWhile(k => k != active)
                .Select(k => new SigningKey(k.Kid, secrets.Open(k.PrivateKeyBox, this.GetPrimaryKeyString(), k.Kid), k.ActiveFrom)),
        ];
    }

    public async Task<IReadOnlyList<PublicKey>> Jwks()
    {
        await Renew(time.Now());
        return [.. document.Current.Keys.Select(k => new PublicKey(k.Kid, k.X, k.Y))];
    }

    public async Task<Result<string>> Rotate(UserId by, CallOrigin origin)
    {
        var now = time.Now();
        var pruned = document.Current.Prune(now);
        if (pruned.Keys.Count >= KeyRingRules.MaxKeys)
        {
            return KeyErrors.RotatedTooOften;
        }

        var key = SigningKeyMaker.Make(secrets, this.GetPrimaryKeyString(), now, now);
        var entry = new AuditEntry(pruned.AuditCount + 1, now, AuditKinds.KeyRotated, by) { Device = origin.Device, IpPrefix = origin.IpPrefix, Detail = key.Kid };
        await Commit(pruned.Add(key) with { AuditCount = entry.Seq, Audit = pruned.Audit.Add(entry) });
        await MoveAudit();
        return key.Kid;
    }

    public async Task ReceiveReminder(string reminderName, TickStatus status)
    {
        await Renew(time.Now());
        await MoveAudit();
    }

    private async Task Renew(DateTimeOffset now)
    {
        var state = document.Current.Prune(now);
        if (state.Missing(now) is { } from)
        {
            if (state.Keys.IsEmpty)
            {
                await this.RegisterOrUpdateReminder(Daily, TimeSpan.FromDays(1), TimeSpan.FromDays(1));
            }

            state = state.Add(SigningKeyMaker.Make(secrets, this.GetPrimaryKeyString(), from, now));
        }

        if (!ReferenceEquals(state, document.Current))
        {
            await Commit(state);
        }
    }

    private async Task Commit(KeyRingState next)
    {
        await document.Commit(next);
        await GrainFactory.GetGrain<IRevocationsGrain>(IRevocationsGrain.Main).KeysChanged();
    }

    private async Task MoveAudit()
    {
        var waiting = document.Current.Audit;
        if (!waiting.IsEmpty)
        {
            audit ??= await journal.Open(this, new StreamName("accounts", "audit", "system"));
            await audit.Append([.. waiting.Select(e => NewEntry.Of(e.Kind, e))]);
            await document.Commit(document.Current with { Audit = [] });
        }
    }
}
