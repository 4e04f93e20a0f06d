using System.Security.Cryptography;
using System.Text;
using Microsoft.Extensions.Options;
using OrleansBackends.Grains.Interfaces.RateLimits;
using OrleansBackends.Grains.Interfaces.RateLimits.Apps;
using OrleansBackends.Grains.Interfaces.RateLimits.Reports;

namespace OrleansBackends.Grains.RateLimits.Apps;

[GrainType("limitapp")]
internal sealed class LimitAppGrain : Grain, ILimitAppGrain
{
    private const int KeyIdBytes = 8;

    private readonly Document<LimitAppState> document;
    private readonly SecretBox secrets;
    private readonly RateLimitsOptions options;
    private readonly TimeProvider time;
    private readonly LiveFeed feed;

    public LimitAppGrain(
        [PersistentState(LimitAppState.StateName)] IPersistentState<LimitAppState> storage, SecretBox secrets, IOptions<RateLimitsOptions> options,
        TimeProvider time)
    {
        document = new Document<LimitAppState>(this, storage);
        this.secrets = secrets;
        this.options = options.Value;
        this.time = time;
        feed = new LiveFeed(this, $"rate-limits:policies:{Id}", time, () => new LiveSnapshot("changed", Now()));
    }

    private string Id => RateLimitKey.IdOf(this.GetPrimaryKeyString());

    private LimitAppState App => document.Current;

    public override async Task OnActivateAsync(CancellationToken cancellationToken)
    {
        if (Id == RateLimitKey.Product)
        {
            var begun = document.Exists ? App : App with { Id = Id, Name = Id, CreatedAt = time.Now(), Version = 1 };
            var seeded = begun.Seeded(options.Seeds());
            if (seeded != App)
            {
                await document.Commit(seeded);
            }
        }
    }

    public async Task<Result<NewLimitApp>> Create(UserId owner, string name, OperationId? operation)
    {
        if (App.Recent.Find<KeptKey>(operation) is { } earlier)
        {
            return earlier.Map(kept => new NewLimitApp(Id, App.Name, Open(kept)));
        }

        if (document.Exists || !Guid.TryParseExact(Id, "D", out _))
        {
            return RateLimitErrors.AppNotFound;
        }

        if (!LimitAppRules.IsName(name))
        {
            return RateLimitErrors.NameInvalid;
        }

        if ((await Queries.Ids(owner)).Count >= AppLimits.PerUser)
        {
            return RateLimitErrors.QuotaReached;
        }

        var (text, key) = NewKey(name);
        await document.Commit(Remember(
            new LimitAppState { Id = Id, Owner = owner, Name = name, CreatedAt = time.Now(), Version = 1, Keys = [key] }, operation, text, key));
        if ((await Queries.Ids(owner)).Count > AppLimits.PerUser)
        {
            // Another of the same user came in between; rather both give way than one stays too many.
            await document.Delete();
            return RateLimitErrors.QuotaReached;
        }

        return new NewLimitApp(Id, name, text);
    }

    public Task<Result<LimitAppView>> Get(LimitCaller caller) => Task.FromResult(Managed(caller).Map(app => app.ToView()));

    public Task<Result<LimitAppView>> Change(LimitCaller caller, LimitAppChange change, int version) =>
        Commit(Managed(caller).Then(app => app.Changing(change, version)), app => app.ToView());

    public async Task<Result<Done>> Delete(LimitCaller caller, int? version)
    {
        var managed = Managed(caller);
        if (!managed.IsOk)
        {
            return managed.Error;
        }

        if (App.Owner is null)
        {
            return RateLimitErrors.BuiltIn;
        }

        if (version is not null && version != App.Version)
        {
            return Errors.Stale;
        }

        await GrainFactory.GetGrain<ILimitReportGrain>(RateLimitKey.Report(Id)).Erase();
        await document.Delete();
        feed.Publish("changed", Now());
        return Done.Ok;
    }

    public async Task<Result<NewLimitKey>> AddKey(LimitCaller caller, string name, OperationId? operation)
    {
        if (Managed(caller) is { IsOk: true } && App.Recent.Find<KeptKey>(operation) is { } earlier)
        {
            return earlier.Map(kept => new NewLimitKey(kept.Id, Open(kept)));
        }

        var (text, key) = NewKey(name);
        return await Commit(
            Managed(caller).Then(app => app.AddingKey(key)).Map(app => Remember(app, operation, text, key)), _ => new NewLimitKey(key.Id, text));
    }

    public Task<Result<Done>> RemoveKey(LimitCaller caller, string keyId) =>
        Commit(Managed(caller).Then(app => app.RemovingKey(keyId)), _ => default(Done));

    public Task<Result<IReadOnlyList<LimitPolicy>>> Policies(LimitCaller caller) =>
        Task.FromResult(Managed(caller).Map<IReadOnlyList<LimitPolicy>>(app => app.Policies));

    public Task<Result<LimitPolicy>> Policy(LimitCaller caller, string name) => Task.FromResult(Managed(caller).Then<LimitAppState, LimitPolicy>(
        app => app.Policies.Find(p => p.Name == name) is { } policy ? policy : RateLimitErrors.PolicyNotFound));

    public Task<Result<PutPolicyAnswer>> PutPolicy(LimitCaller caller, LimitPolicy policy, int? version)
    {
        var created = App.Policies.All(p => p.Name != policy.Name);
        return Commit(
            Managed(caller).Then(app => app.Putting(policy, version)),
            app => new PutPolicyAnswer(app.Policies.Single(p => p.Name == policy.Name), created));
    }

    public Task<Result<Done>> DeletePolicy(LimitCaller caller, string name, int version) =>
        Commit(Managed(caller).Then(app => app.Dropping(name, version)), _ => default(Done));

    public Task<PolicySet?> GetPolicies(int knownVersion) => Task.FromResult(knownVersion == document.Version
        ? null
        : new PolicySet(document.Version, document.Exists, App.Policies, [.. App.Keys.Select(k => new LimitKeyHash(k.Id, k.Hash))], App.LegacyHeaders));

    public Task AnnounceReset(string subject)
    {
        feed.Publish("reset", new ResetSubject(subject));
        return Task.CompletedTask;
    }

    public Task<LiveBatch> Watch(ILiveObserver observer, string? after) => Task.FromResult(feed.Watch(observer, after));

    public Task Unwatch(ILiveObserver observer)
    {
        feed.Unwatch(observer);
        return Task.CompletedTask;
    }

    private ILimitQueries Queries => GrainFactory.GetGrain<ILimitQueries>(0);

    private PolicyChange Now() => new(document.Version);

    private Result<LimitAppState> Managed(LimitCaller caller) => document.Exists && App.IsManagedBy(caller) ? App : RateLimitErrors.AppNotFound;

    private async Task<Result<T>> Commit<T>(Result<LimitAppState> decided, Func<LimitAppState, T> show)
    {
        if (decided.IsOk)
        {
            await document.Commit(decided.Value);
            feed.Publish("changed", Now());
        }

        return decided.Map(show);
    }

    private (string Text, LimitKey Key) NewKey(string name)
    {
        var secret = RandomNumberGenerator.GetBytes(ApiKeyText.SecretBytes);
        var id = Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(KeyIdBytes));
        return (ApiKeyText.Write(Id, secret), new LimitKey(id, name, ApiKeyText.Hash(secret), time.Now()));
    }

    private LimitAppState Remember(LimitAppState app, OperationId? operation, string text, LimitKey key)
    {
        var kept = new KeptKey(key.Id, secrets.Seal(Encoding.UTF8.GetBytes(text), this.GetPrimaryKeyString(), KeptKey.Field));
        return app with { Recent = app.Recent.Remember(operation, kept, time.Now(), LimitAppState.MaxRecent) };
    }

    private string Open(KeptKey kept) => Encoding.UTF8.GetString(secrets.Open(kept.Box, this.GetPrimaryKeyString(), KeptKey.Field));

    /// <summary>The answer as an operation remembers it: the key lies sealed.</summary>
    private sealed record KeptKey(string Id, string Box)
    {
        public const string Field = "recent-key";
    }

    private sealed record PolicyChange(int Version);

    private sealed record ResetSubject(string Subject);
}
