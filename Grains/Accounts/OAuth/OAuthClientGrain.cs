using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using OrleansBackends.Grains.Interfaces.Accounts;

namespace OrleansBackends.Grains.Accounts;

[GrainType("oauthclient")]
internal sealed class OAuthClientGrain : Grain, IOAuthClientGrain, IOutboxGrain
{
    private const string SecretPrefix = "obc_";
    private const string KeptSecret = "recent-secret";

    private readonly Document<OAuthClientState> document;
    private readonly SecretBox secrets;
    private readonly IJournal journal;
    private readonly TimeProvider time;
    private IJournalStream? audit;

    public OAuthClientGrain(
        [PersistentState(OAuthClientState.Name)] IPersistentState<OAuthClientState> storage, SecretBox secrets, IJournal journal, TimeProvider time)
    {
        document = new Document<OAuthClientState>(this, storage);
        this.secrets = secrets;
        this.journal = journal;
        this.time = time;
    }

    private OAuthClientState Current => document.Current;

    private string ClientId => OAuthKeys.ClientId(this.GetPrimaryKeyString());

    private bool IsThere => document.Exists && Current.RemovedAt is null;

    public async Task<Result<OAuthClientMade>> Register(OAuthClientSettings settings, OperationId? operation, ActedBy by)
    {
        if (Current.Recent.Find<Kept>(operation) is { } earlier)
        {
            return earlier.Map(kept => new OAuthClientMade(
                kept.Client, kept.Box is null ? null : Encoding.UTF8.GetString(secrets.Open(kept.Box, this.GetPrimaryKeyString(), KeptSecret))));
        }

        if (document.Exists)
        {
            return OAuthErrors.ClientExists;
        }

        if (OAuthClientRules.Refuse(settings) is { } refusal)
        {
            return refusal;
        }

        var now = time.Now();
        var secret = settings.Type == OAuthClientType.Confidential ? NewSecretText() : null;
        var made = Current.With(settings) with { CreatedAt = now };
        made = secret is null ? made : made.With(Encoding.UTF8.GetBytes(secret), now);
        var box = secret is null ? null : secrets.Seal(Encoding.UTF8.GetBytes(secret), this.GetPrimaryKeyString(), KeptSecret);
        var kept = new Kept(made.Show(ClientId), box);
        await Commit(made with { Recent = made.Recent.Remember(operation, kept, now, OAuthClientRules.MaxRecent) }, AuditKinds.ClientMade, by);
        return new OAuthClientMade(Current.Show(ClientId), secret);
    }

    public Task<Result<OAuthClientView>> Get() =>
        Task.FromResult<Result<OAuthClientView>>(IsThere ? Current.Show(ClientId) : OAuthErrors.ClientNotFound);

    public async Task<Result<OAuthClientView>> Change(OAuthClientSettings settings, int? version, ActedBy by)
    {
        if (!IsThere)
        {
            return OAuthErrors.ClientNotFound;
        }

        if (version is { } expected && expected != Current.Revision)
        {
            return Errors.Stale;
        }

        var wish = settings with { Type = Current.Settings.Type };
        if (OAuthClientRules.Refuse(wish) is { } refusal)
        {
            return refusal;
        }

        await Commit(Current.With(wish), AuditKinds.ClientChanged, by);
        return Current.Show(ClientId);
    }

    public async Task<Result<OAuthClientMade>> NewSecret(ActedBy by)
    {
        if (!IsThere)
        {
            return OAuthErrors.ClientNotFound;
        }

        if (Current.Settings.Type == OAuthClientType.Public)
        {
            return OAuthErrors.ConfidentialOnly;
        }

        var secret = NewSecretText();
        await Commit(Current.With(Encoding.UTF8.GetBytes(secret), time.Now()), AuditKinds.ClientChanged, by);
        return new OAuthClientMade(Current.Show(ClientId), secret);
    }

    public Task<Result<OAuthClientView>> CheckSecret(byte[] hash) => Task.FromResult<Result<OAuthClientView>>(
        IsThere && Current.Settings.Enabled && Current.Accepts(hash, time.Now()) ? Current.Show(ClientId) : OAuthErrors.InvalidClient);

    public async Task<Result<Done>> Remove(ActedBy by)
    {
        if (!IsThere)
        {
            return OAuthErrors.ClientNotFound;
        }

        await Commit(Current with { RemovedAt = time.Now(), Secrets = [], Recent = [] }, AuditKinds.ClientRemoved, by);
        return Done.Ok;
    }

    /// <summary>Called by the sweep, for what a crash kept from the journal and for what is too old.</summary>
    public async Task DeliverOutbox()
    {
        if (document.Exists)
        {
            await MoveAudit();
            await AuditRetention.Trim(journal, AuditStreams.OfClient(ClientId), () => Task.FromResult(audit!), time.Now());
        }
    }

    public Task OutboxDelivered(IReadOnlyList<string> ids) => Task.CompletedTask;

    private static string NewSecretText() => SecretPrefix + Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(32));

    private async Task Commit(OAuthClientState next, string kind, ActedBy by)
    {
        await document.Commit(next.Noting(kind, ClientId, by, time.Now()));
        await MoveAudit();
    }

    private async Task MoveAudit()
    {
        audit ??= await journal.Open(this, AuditStreams.OfClient(ClientId));
        if (!Current.Audit.IsEmpty)
        {
            await audit.Append([.. Current.Audit.Select(e => NewEntry.Of(e.Kind, e))]);
            await document.Commit(Current with { Audit = [] });
        }
    }

    /// <summary>The answer as an operation remembers it: the secret lies sealed.</summary>
    private sealed record Kept(OAuthClientView Client, string? Box);
}
