using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using OrleansBackends.Grains.Interfaces.Notifications;
using OrleansBackends.Grains.Interfaces.Notifications.Apps;
using OrleansBackends.Grains.Notifications.Workflows;

namespace OrleansBackends.Grains.Notifications.Apps;

/// <summary>Decides by <see cref="AppRules"/> and <see cref="ProviderRules"/>, seals, commits, shows.</summary>
[GrainType("notifyapp")]
internal sealed partial class NotifyAppGrain : Grain, INotifyAppGrain, IOutboxGrain
{
    private readonly Document<NotifyAppState> document;
    private readonly Outbox outbox;
    private readonly AppSecrets secrets;
    private readonly WorkflowFiles files;
    private readonly NotificationsOptions options;
    private readonly TimeProvider time;

    public NotifyAppGrain(
        [PersistentState(NotifyAppState.Name)] IPersistentState<NotifyAppState> storage, AppSecrets secrets, WorkflowFiles files, IOptions<NotificationsOptions> options,
        TimeProvider time, ILogger<NotifyAppGrain> logger)
    {
        document = new Document<NotifyAppState>(this, storage);
        outbox = new Outbox(this, () => document.Current.Outbox, Send, logger);
        this.secrets = secrets;
        this.files = files;
        this.options = options.Value;
        this.time = time;
    }

    private string App => NotifyKeys.AppOf(this.GetPrimaryKeyString());

    private NotifyAppState Current => document.Current;

    public override async Task OnActivateAsync(CancellationToken cancellationToken)
    {
        if (App == NotifyKeys.Product && !document.Exists)
        {
            var push = new ProviderSet { Webpush = new() { Subject = options.VapidSubject } };
            await document.Commit(new NotifyAppState
            {
                Title = "Product", Version = 1, CreatedAt = time.Now(), UnsubscribeKey = NewUnsubscribeKey(),
                Providers = new ProviderSet().With(push, Seal).Require(),
            });
        }

        outbox.Wake();
    }

    public async Task<Result<CreatedApp>> Create(UserId owner, string name, OperationId? operation)
    {
        if (document.Exists)
        {
            return Current.Owner != owner || operation is null || Current.Operation?.Value != operation.Value ? NotifyErrors.AppNotFound
                : Current.Operation.BodyHash != operation.BodyHash ? Errors.KeyReused
                : new Result<CreatedApp> { Value = new CreatedApp(Current.Show(App), Draw(operation)), Replayed = true };
        }

        var key = Draw(operation);
        var made = new NotifyAppState { Owner = owner, Operation = operation, CreatedAt = time.Now(), UnsubscribeKey = NewUnsubscribeKey() };
        var named = made.Change(new AppChange(name, default, default));
        if (!named.IsOk)
        {
            return named.Error;
        }

        await document.Commit(named.Value.WithKey(Kept(key)).Require() with { Version = 1 });
        return new CreatedApp(Current.Show(App), key);
    }

    public Task<Result<Done>> Admit(AppCaller caller) =>
        Task.FromResult(Refuse(caller, ownerOnly: false) is { } refused ? refused : Done.Ok);

    public Task<Result<AppView>> Get(AppCaller caller) =>
        Task.FromResult<Result<AppView>>(Refuse(caller, ownerOnly: true) is { } refused ? refused : Current.Show(App));

    public async Task<Result<AppView>> Change(AppCaller caller, AppChange change, int? version)
    {
        if (Refuse(caller, ownerOnly: true) is { } refused)
        {
            return refused;
        }

        return version is { } expected && expected != Current.Version ? Errors.Stale : await Commit(Current.Change(change), app => app.Show(App));
    }

    public async Task<Result<Done>> Delete(UserId owner)
    {
        if (!document.Exists || Current.Owner != owner)
        {
            return NotifyErrors.AppNotFound;
        }

        if (Current.DeletedAt is null)
        {
            await document.Commit(Current.Deleted(time.Now()));
        }

        return Done.Ok;
    }

    public async Task<Result<CreatedKey>> AddKey(AppCaller caller, OperationId? operation)
    {
        if (Refuse(caller, ownerOnly: true) is { } refused)
        {
            return refused;
        }

        var key = Draw(operation);
        return Current.Keys.Exists(k => k.Id == key.Id)
            ? new Result<CreatedKey> { Value = key, Replayed = true }
            : await Commit(Current.WithKey(Kept(key)), _ => key);
    }

    public async Task<Result<Done>> RemoveKey(AppCaller caller, string id) =>
        Refuse(caller, ownerOnly: true) is { } refused ? refused : await Commit(Current.WithoutKey(id), _ => default(Done));

    public async Task<Result<ProviderSet>> PutProvider(AppCaller caller, ProviderSet provider) =>
        Refuse(caller, ownerOnly: true) is { } refused ? refused
        : await Commit(
            Current.Providers.With(provider, Seal).Map(set => Current with { Providers = set, Version = Current.Version + 1 }),
            app => app.Providers.WithoutSecrets());

    public Task<Result<ProviderSet>> Providers(AppCaller caller) =>
        Task.FromResult<Result<ProviderSet>>(Refuse(caller, ownerOnly: true) is { } refused ? refused : Current.Providers.WithoutSecrets());

    public Task<string?> PushKey() => Task.FromResult(Current.Providers.Webpush?.PublicKey);

    public Task<AppSettings?> Settings() =>
        Task.FromResult(document.Exists && Current.DeletedAt is null ? Current.ToSettings(App, App == NotifyKeys.Product ? files.Categories : []) : null);

    /// <summary>A guessed application is not worth an activation's memory.</summary>
    private Error? Refuse(AppCaller caller, bool ownerOnly)
    {
        if (document.Exists)
        {
            return Current.Refuse(caller, ownerOnly);
        }

        this.DeactivateOnIdle();
        return NotifyErrors.AppNotFound;
    }

    private async Task<Result<T>> Commit<T>(Result<NotifyAppState> decided, Func<NotifyAppState, T> show)
    {
        if (!decided.IsOk)
        {
            return decided.Error;
        }

        if (!ReferenceEquals(decided.Value, Current))
        {
            await document.Commit(decided.Value);
            outbox.Wake();
        }

        return show(Current);
    }

    private CreatedKey Draw(OperationId? operation)
    {
        var bytes = secrets.Draw(operation, "key");
        var key = AppKeyText.Write(App, bytes);
        return new CreatedKey(AppKeyText.Hash(key)[..12], key);
    }

    private AppKey Kept(CreatedKey key) => new(key.Id, AppKeyText.Hash(key.Key), time.Now());

    private string NewUnsubscribeKey() => Seal(SecretFields.Unsubscribe, Convert.ToBase64String(secrets.Draw(null, "")));

    private string Seal(string field, string clear) => secrets.Seal(App, field, clear);
}
