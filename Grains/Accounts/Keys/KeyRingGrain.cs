using OrleansBackends.Grains.Interfaces.Accounts;

namespace OrleansBackends.Grains.Accounts;

[GrainType("keyring")]
internal sealed partial class KeyRingGrain : Grain, IKeyRingGrain, IRemindable, IOutboxGrain
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

    public Task<IReadOnlyList<SigningKey>> Signing() => Signing(RingKey.Es256);

    public Task<IReadOnlyList<SigningKey>> SigningRsa() => Signing(RingKey.Rs256);

    public async Task<IReadOnlyList<PublicKey>> Jwks()
    {
        await Renew(time.Now());
        return [.. document.Current.Of(RingKey.Es256).Select(k => new PublicKey(k.Kid, k.X, k.Y))];
    }

    public async Task<IReadOnlyList<PublicRsaKey>> JwksRsa()
    {
        await Renew(time.Now(), RingKey.Rs256);
        return [.. document.Current.Of(RingKey.Rs256).Select(k => new PublicRsaKey(k.Kid, k.N!, k.E!))];
    }

    public async Task<Result<string>> Rotate(UserId by, CallOrigin origin)
    {
        var now = time.Now();
        var pruned = document.Current.Prune(now);
        if (pruned.Of(RingKey.Es256).Count() >= KeyRingRules.MaxKeys)
        {
            return KeyErrors.RotatedTooOften;
        }

        var key = SigningKeyMaker.Make(secrets, this.GetPrimaryKeyString(), now, now);
        var entry = new AuditEntry(pruned.AuditCount + 1, now, AuditKinds.KeyRotated, by) { Device = origin.Device, IpPrefix = origin.IpPrefix, Detail = key.Kid };
        var next = pruned.Add(key) with { AuditCount = entry.Seq, Audit = pruned.Audit.Add(entry) };
        await Commit(HasRsa(next) ? next.Add(SigningKeyMaker.MakeRsa(secrets, this.GetPrimaryKeyString(), now, now)) : next);
        await MoveAudit();
        return key.Kid;
    }

    public async Task ReceiveReminder(string reminderName, TickStatus status)
    {
        await Renew(time.Now());
        if (HasRsa(document.Current))
        {
            await Renew(time.Now(), RingKey.Rs256);
        }

        await MoveAudit();
    }

    /// <summary>Called by the sweep, for what a crash kept from the journal and for what is too old.</summary>
    public async Task DeliverOutbox()
    {
        await MoveAudit();
        await AuditRetention.Trim(journal, AuditStreams.Keys, () => Task.FromResult(audit!), time.Now());
    }

    public Task OutboxDelivered(IReadOnlyList<string> ids) => Task.CompletedTask;

    private static bool HasRsa(KeyRingState state) => state.Of(RingKey.Rs256).Any();

    private async Task<IReadOnlyList<SigningKey>> Signing(string alg)
    {
        var now = time.Now();
        await Renew(now, alg);
        var active = document.Current.Active(now, alg)!;
        return
        [
            .. document.Current.Of(alg).SkipWhile(k => k != active)
                .Select(k => new SigningKey(k.Kid, secrets.Open(k.PrivateKeyBox, this.GetPrimaryKeyString(), k.Kid), k.ActiveFrom)),
        ];
    }

    private async Task Renew(DateTimeOffset now, string alg = RingKey.Es256)
    {
        var state = document.Current.Prune(now);
        if (state.Missing(now, alg) is { } from)
        {
            if (state.Keys.IsEmpty)
            {
                await this.RegisterOrUpdateReminder(Daily, TimeSpan.FromDays(1), TimeSpan.FromDays(1));
            }

            state = state.Add(alg == RingKey.Rs256
                ? SigningKeyMaker.MakeRsa(secrets, this.GetPrimaryKeyString(), from, now)
                : SigningKeyMaker.Make(secrets, this.GetPrimaryKeyString(), from, now));
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
        audit ??= await journal.Open(this, AuditStreams.Keys);
        var waiting = document.Current.Audit;
        if (!waiting.IsEmpty)
        {
            await audit.Append([.. waiting.Select(e => NewEntry.Of(e.Kind, e))]);
            await document.Commit(document.Current with { Audit = [] });
        }
    }
}
