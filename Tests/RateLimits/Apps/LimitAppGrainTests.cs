using OrleansBackends.Grains.Interfaces.RateLimits;
using OrleansBackends.Grains.Interfaces.RateLimits.Apps;
using OrleansBackends.Grains.RateLimits.Apps;
using OrleansBackends.Tests.RateLimits.Checks;

namespace OrleansBackends.Tests.RateLimits.Apps;

[Collection<ClusterCollection>]
public sealed class LimitAppGrainTests(ClusterFixture cluster)
{
    private static readonly LimitCaller Admin = new(new UserId(Guid.NewGuid()), IsAdmin: true);

    private readonly UserId owner = new(Guid.NewGuid());

    private LimitCaller Owner => new(owner, IsAdmin: false);

    [Fact]
    public async Task An_application_has_a_key_whose_hash_frontends_know()
    {
        var (app, made) = await NewApp();
        var set = (await app.GetPolicies(0))!;
        Assert.Equal((made.Id, true), (ApiKeyText.AppOf(made.Key), set.Exists));
        Assert.Equal(ApiKeyText.HashOf(made.Key), Assert.Single(set.Keys).Hash);
        Assert.Null(await app.GetPolicies(set.Version));
        Assert.Null(ApiKeyText.HashOf(made.Key[..^1]));
        Assert.Null(ApiKeyText.HashOf(made.Key.Replace("rlk_", "ntk_", StringComparison.Ordinal)));
    }

    [Fact]
    public async Task A_repeated_creation_answers_the_same_key()
    {
        var operation = OperationId.From("caller", "route", "key", "body"u8);
        var id = operation.DeriveGuid(Guid.NewGuid().ToString()).ToString("D");
        var app = App(id);
        var first = await app.Create(owner, "One", operation);
        await cluster.DeactivateAsync(app);
        var again = await app.Create(owner, "One", operation);
        Assert.True(again.Replayed);
        Assert.Equal(first.Value, again.Value);
        Assert.Equal("idempotency-key-reused", (await app.Create(owner, "One", operation with { BodyHash = "other" })).Error?.Code);
    }

    [Fact]
    public async Task A_user_has_at_most_ten_applications()
    {
        for (var i = 0; i < AppLimits.PerUser; i++)
        {
            await NewApp();
        }

        Assert.Equal("quota-reached", (await App(NewId()).Create(owner, "Eleventh", null)).Error?.Code);
        Assert.Equal(10, (await Queries.Ids(owner)).Count);
    }

    [Fact]
    public async Task Somebody_elses_application_is_not_found()
    {
        var (app, _) = await NewApp();
        var other = new LimitCaller(new UserId(Guid.NewGuid()), IsAdmin: true);
        Assert.Equal("app-not-found", (await app.Get(other)).Error?.Code);
        Assert.Equal("app-not-found", (await app.PutPolicy(other, Limiters.Bucket("mine", 1), null)).Error?.Code);
        Assert.Equal("app-not-found", (await app.AddKey(other, "key", null)).Error?.Code);
        Assert.Equal("app-not-found", (await app.Delete(other, null)).Error?.Code);
        Assert.Equal("app-not-found", (await App(NewId()).Get(Owner)).Error?.Code);
    }

    [Fact]
    public async Task A_change_names_the_version_it_is_of()
    {
        var (app, _) = await NewApp();
        var changed = (await app.Change(Owner, new LimitAppChange("New name", true), version: 1)).Require();
        Assert.Equal(("New name", true, 2), (changed.Name, changed.LegacyHeaders, changed.Version));
        Assert.Equal("stale", (await app.Change(Owner, new LimitAppChange("Late", default), version: 1)).Error?.Code);
        Assert.Equal("name-invalid", (await app.Change(Owner, new LimitAppChange("", default), version: 2)).Error?.Code);
        await cluster.DeactivateAsync(app);
        Assert.Equivalent(changed, (await app.Get(Owner)).Value);
    }

    [Fact]
    public async Task Ten_keys_at_most_and_a_removed_one_is_gone_from_the_set()
    {
        var (app, _) = await NewApp();
        var key = (await app.AddKey(Owner, "second", null)).Require();
        for (var i = 2; i < AppLimits.Keys; i++)
        {
            await app.AddKey(Owner, "more", null);
        }

        Assert.Equal("too-many-keys", (await app.AddKey(Owner, "eleventh", null)).Error?.Code);
        Assert.True((await app.RemoveKey(Owner, key.Id)).IsOk);
        Assert.Equal("key-not-found", (await app.RemoveKey(Owner, key.Id)).Error?.Code);
        Assert.DoesNotContain((await app.GetPolicies(0))!.Keys, k => k.Id == key.Id);
    }

    [Fact]
    public async Task A_policy_is_created_once_and_changed_at_its_version()
    {
        var (app, _) = await NewApp();
        var policy = Limiters.Bucket("checkout", 20);
        var created = (await app.PutPolicy(Owner, policy, null)).Require();
        Assert.True(created.Created);
        Assert.Equal("stale", (await app.PutPolicy(Owner, policy, null)).Error?.Code);
        var changed = (await app.PutPolicy(Owner, policy with { Limit = 30 }, created.Version)).Require();
        Assert.Equal((false, 30), (changed.Created, changed.Policy.Limit));
        Assert.True(changed.Version > created.Version);
        Assert.Equal("stale", (await app.DeletePolicy(Owner, "checkout", created.Version)).Error?.Code);
        Assert.True((await app.DeletePolicy(Owner, "checkout", changed.Version)).IsOk);
        Assert.Equal("policy-not-found", (await app.Policy(Owner, "checkout")).Error?.Code);
        Assert.Equal("policy-not-found", (await app.PutPolicy(Owner, policy, changed.Version)).Error?.Code);
        Assert.True((await app.PutPolicy(Owner, policy, null)).Require().Version > changed.Version);
    }

    [Fact]
    public async Task Two_hundred_policies_at_most_in_order_of_their_names()
    {
        var app = new LimitAppState { Id = "any", Owner = owner };
        for (var i = 0; i < AppLimits.Policies; i++)
        {
            app = app.Putting(Limiters.Bucket($"p{999 - i}", 1), null).Require();
        }

        Assert.Equal("too-many-policies", app.Putting(Limiters.Bucket("one-more", 1), null).Error?.Code);
        Assert.Equal(app.Policies.Select(p => p.Name).Order(StringComparer.Ordinal), app.Policies.Select(p => p.Name));
        Assert.InRange(DocumentJson.Write(app).Length, 0, 128 * 1_024);
        await Task.CompletedTask;
    }

    [Fact]
    public async Task Watchers_hear_of_a_change_at_once()
    {
        var (app, _) = await NewApp();
        using var observer = new Observer(cluster.Grains);
        await app.Watch(observer.Reference, null);
        var next = observer.Next();
        await app.PutPolicy(Owner, Limiters.Bucket("checkout", 20), null);
        await cluster.Time.Until(next, TimeSpan.FromSeconds(1), "the change of a policy");
        Assert.Equal("changed", observer.Events.Single().Name);
    }

    [Fact]
    public async Task The_products_policies_are_seeded_changed_by_admins_and_never_deleted()
    {
        var app = App(RateLimitKey.Product);
        var seeded = (await app.Policies(Admin)).Require();
        Assert.Equal(LimitPolicies.Product.Select(p => p.Name).Order(StringComparer.Ordinal), seeded.Select(p => p.Name));
        Assert.Equal("app-not-found", (await app.Policies(Owner)).Error?.Code);
        var policy = seeded.Single(p => p.Name == "weather-read-user");
        var changed = (await app.PutPolicy(Admin, Limiters.Bucket(policy.Name, 7), policy.Version)).Require();
        await cluster.DeactivateAsync(app);
        Assert.Equal(changed.Policy, (await app.Policy(Admin, policy.Name)).Value);
        Assert.Equal(LimitSubjectKind.User, changed.Policy.Subject);
        Assert.Equal("policy-needed", (await app.DeletePolicy(Admin, policy.Name, changed.Version)).Error?.Code);
        Assert.Equal("built-in", (await app.Delete(Admin, null)).Error?.Code);
        Assert.Equal("built-in", (await app.AddKey(Admin, "key", null)).Error?.Code);
    }

    [Fact]
    public async Task A_deleted_application_exists_no_more()
    {
        var (app, _) = await NewApp();
        Assert.Equal("stale", (await app.Delete(Owner, 9)).Error?.Code);
        var known = (await app.GetPolicies(0))!.Version;
        Assert.True((await app.Delete(Owner, 1)).IsOk);
        Assert.False((await app.GetPolicies(known))!.Exists);
        Assert.Empty(await Queries.Ids(owner));
    }

    [Fact]
    public async Task A_failed_write_leaves_the_old_policies()
    {
        var (app, _) = await NewApp();
        cluster.FailWrites(LimitAppState.StateName, app.GetPrimaryKeyString());
        await Assert.ThrowsAnyAsync<Exception>(() => app.PutPolicy(Owner, Limiters.Bucket("checkout", 20), null));
        Assert.Empty((await app.Policies(Owner)).Require());
    }

    private ILimitQueries Queries => cluster.Grains.GetGrain<ILimitQueries>(0);

    private static string NewId() => Guid.CreateVersion7().ToString("D");

    private ILimitAppGrain App(string id) => cluster.Grains.GetGrain<ILimitAppGrain>(RateLimitKey.App(id));

    private async Task<(ILimitAppGrain App, NewLimitApp Made)> NewApp()
    {
        var app = App(NewId());
        return (app, (await app.Create(owner, "Shop front", null)).Require());
    }
}
