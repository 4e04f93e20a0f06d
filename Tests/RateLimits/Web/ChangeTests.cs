using Microsoft.Extensions.DependencyInjection;
using OrleansBackends.Grains.Interfaces.RateLimits;
using OrleansBackends.Grains.Interfaces.RateLimits.Apps;
using OrleansBackends.WebFrontend.Common;
using OrleansBackends.WebFrontend.RateLimits.Checks;
using OrleansBackends.WebFrontend.RateLimits.Deciding;
using OrleansBackends.WebFrontend.RateLimits.Policies;

namespace OrleansBackends.Tests.RateLimits.Web;

/// <summary>What is changed in one place, two frontends know within two seconds.</summary>
[Collection<ClusterCollection>]
public sealed class ChangeTests(ClusterFixture cluster) : IAsyncLifetime
{
    private const int All = 100;

    private readonly ServiceProvider[] frontends = [cluster.NewFrontend(), cluster.NewFrontend()];
    private readonly LimitCaller owner = new(new UserId(Guid.NewGuid()), IsAdmin: false);
    private readonly string id = Guid.NewGuid().ToString("D");
    private string key = "";

    private ILimitAppGrain App => cluster.Grains.GetGrain<ILimitAppGrain>(RateLimitKey.App(id));

    public async ValueTask InitializeAsync()
    {
        key = (await App.Create(owner.User, "shop", null)).Require().Key;
        await App.PutPolicy(owner, Checks.Limiters.Daily("calls", All), null);
        var round = 0;
        await TestTime.Eventually(
            async () =>
            {
                await App.PutPolicy(owner, Checks.Limiters.Daily($"heard-{++round}", 1), null);
                var known = await Task.WhenAll(frontends.Select(f => f.GetRequiredService<PolicyBook>().Get(id).AsTask()));
                return Array.TrueForAll(known, k => k.Find("heard-2") is not null);
            },
            "both frontends watch the application");
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var frontend in frontends)
        {
            await frontend.DisposeAsync();
        }
    }

    [Fact]
    public async Task A_policy_that_is_raised_ends_the_denials_of_every_frontend()
    {
        await Use(frontends[0], All);
        Assert.Equal((false, false), await Both());
        var policy = (await App.Policy(owner, "calls")).Require();
        await App.PutPolicy(owner, policy with { Limit = 1_000 }, policy.Version);
        await Within(async () => await Both() is (true, true), "both frontends grant what the new limit allows");
    }

    [Fact]
    public async Task A_subject_put_back_to_full_at_one_frontend_is_at_the_other_too()
    {
        await Use(frontends[0], All);
        Assert.Equal((false, false), await Both());
        var known = await frontends[0].GetRequiredService<PolicyBook>().Get(id);
        var desk = new SubjectDesk(
            frontends[0].GetRequiredService<LimiterCalls>(), frontends[0].GetRequiredService<LeaseTable>(), cluster.Grains);
        Assert.True((await desk.Reset(new CheckedApp(id, known), new ResetRequest("ann"))).IsOk);
        await Within(() => Use(frontends[1]), "the other frontend has forgotten its denial");
    }

    [Fact]
    public async Task A_revoked_key_is_known_nowhere_any_more()
    {
        Assert.All(await Task.WhenAll(frontends.Select(Knows)), known => Assert.True(known));
        await App.RemoveKey(owner, (await App.Get(owner)).Require().Keys.Single().Id);
        await Within(
            async () => !await Knows(frontends[0]) && !await Knows(frontends[1]), "both frontends know that the key is revoked");
    }

    [Fact]
    public async Task A_policy_of_the_product_that_an_administrator_changes_is_the_same_everywhere()
    {
        var admin = new LimitCaller(new UserId(Guid.NewGuid()), IsAdmin: true);
        var product = cluster.Grains.GetGrain<ILimitAppGrain>(RateLimitKey.App(RateLimitKey.Product));
        var policies = frontends.Select(f => f.GetRequiredService<ProductPolicies>()).ToList();
        await Task.WhenAll(policies.Select(p => p.StartAsync(CancellationToken.None)));
        try
        {
            var handles = policies.Select(p => p.Find("weather-read-user")).ToList();
            var policy = (await product.Policy(admin, "weather-read-user")).Require();
            await product.PutPolicy(admin, policy with { Limit = 77 }, policy.Version);
            await Within(() => Task.FromResult(handles.TrueForAll(h => h.Terms.Policy.Limit == 77)), "both frontends count by the new limit");
        }
        finally
        {
            await Task.WhenAll(policies.Select(p => p.StopAsync(CancellationToken.None)));
        }
    }

    private Task Within(Func<Task<bool>> holds, string what) => cluster.Time.Until(holds, TimeSpan.FromSeconds(2), what);

    private async Task<(bool, bool)> Both() => (await Use(frontends[0]), await Use(frontends[1]));

    private async Task<bool> Use(ServiceProvider frontend, int cost = 1)
    {
        var terms = (await frontend.GetRequiredService<PolicyBook>().Get(id)).Find("calls")!;
        return (await frontend.GetRequiredService<ClusterLimiter>().TakeAsync(new LimitUse(new UnitUse(terms, SubjectRef.Of("ann"), cost)))).IsOk;
    }

    private async Task<bool> Knows(ServiceProvider frontend) =>
        (await frontend.GetRequiredService<PolicyBook>().Get(id)).Keys.Find(key) is not null;
}
