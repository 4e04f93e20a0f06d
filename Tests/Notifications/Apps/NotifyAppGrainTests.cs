using System.Text;
using Microsoft.Extensions.DependencyInjection;
using OrleansBackends.Grains.Interfaces.Notifications;
using OrleansBackends.Grains.Interfaces.Notifications.Apps;
using OrleansBackends.Grains.Notifications.Apps;

namespace OrleansBackends.Tests.Notifications.Apps;

[Collection<ClusterCollection>]
public sealed class NotifyAppGrainTests(ClusterFixture cluster)
{
    private static readonly NewEndpoint Hook = new("https://example.org/hook", ["order-*"], null);

    [Fact]
    public async Task Of_fifty_racing_calls_five_make_an_application()
    {
        var owner = Owner(out _);
        var made = await Task.WhenAll(Enumerable.Range(0, 50).Select(n => owner.Create($"Shop {n}", null)));
        Assert.Equal(5, made.Count(m => m.IsOk));
        Assert.All(made.Where(m => !m.IsOk), m => Assert.Equal("quota-reached", m.Error!.Code));
        Assert.Equal(5, (await owner.Apps()).Count);
    }

    [Fact]
    public async Task A_deleted_application_makes_room_and_is_gone_for_everybody()
    {
        var app = await cluster.AppAsync();
        Assert.True((await app.Grain.Delete(app.Owner)).IsOk);
        Assert.Equal("app-not-found", (await app.Grain.Admit(new AppCaller(null, false, AppKeyText.Hash(app.Key)))).Error?.Code);
        Assert.Null(await app.Grain.Settings());
    }

    [Fact]
    public async Task A_name_that_is_refused_takes_no_place()
    {
        var owner = Owner(out _);
        for (var n = 0; n < 6; n++)
        {
            Assert.False((await owner.Create("", null)).IsOk);
        }

        Assert.True((await owner.Create("Shop", null)).IsOk);
    }

    [Fact]
    public async Task A_repeat_finds_the_application_and_its_key()
    {
        var owner = Owner(out var user);
        var operation = OperationId.From(user.ToString(), "/apps", "key", "body"u8);
        var first = (await owner.Create("Shop", operation)).Require();
        var second = await owner.Create("Shop", operation);
        Assert.Equal((first.App.App, first.Key.Key, true), (second.Value!.App.App, second.Value.Key.Key, second.Replayed));
        Assert.Equal("idempotency-key-reused", (await owner.Create("Other", operation with { BodyHash = "other" })).Error?.Code);
        Assert.Single(await owner.Apps());
    }

    [Fact]
    public async Task A_key_opens_its_own_application_alone()
    {
        var (app, other) = (await cluster.AppAsync(), await cluster.AppAsync());
        var caller = new AppCaller(null, false, AppKeyText.Hash(app.Key));
        Assert.True((await app.Grain.Admit(caller)).IsOk);
        Assert.Equal("app-not-found", (await other.Grain.Admit(caller)).Error?.Code);
        Assert.Equal("app-not-found", (await app.Grain.Get(caller)).Error?.Code);
        Assert.Equal("app-not-found", (await app.Grain.Admit(other.Caller)).Error?.Code);
    }

    [Fact]
    public async Task An_application_has_at_most_a_hundred_endpoints()
    {
        var app = await cluster.AppAsync();
        for (var n = 0; n < AppLimits.Endpoints; n++)
        {
            Assert.True((await app.Grain.AddEndpoint(app.Caller, Hook, null)).IsOk);
        }

        Assert.Equal((100, "too-many-endpoints"), (AppLimits.Endpoints, (await app.Grain.AddEndpoint(app.Caller, Hook, null)).Error?.Code));
    }

    [Fact]
    public async Task There_are_at_most_ten_keys_and_a_removed_one_opens_nothing()
    {
        var app = await cluster.AppAsync();
        for (var n = 1; n < 10; n++)
        {
            Assert.True((await app.Grain.AddKey(app.Caller, null)).IsOk);
        }

        Assert.Equal("too-many-keys", (await app.Grain.AddKey(app.Caller, null)).Error?.Code);
        var first = (await app.Grain.Get(app.Caller)).Require().Keys[0];
        Assert.True((await app.Grain.RemoveKey(app.Caller, first.Id)).IsOk);
        Assert.Equal("app-not-found", (await app.Grain.Admit(new AppCaller(null, false, AppKeyText.Hash(app.Key)))).Error?.Code);
    }

    [Fact]
    public async Task Neither_keys_nor_secrets_lie_in_the_document()
    {
        var app = await cluster.AppAsync();
        var smtp = new SmtpProvider { Host = "smtp.example.org", Port = 587, Password = "open-sesame", From = "shop@example.org" };
        Assert.Null((await app.Grain.PutProvider(app.Caller, new ProviderSet { Email = smtp })).Require().Email!.Password);
        var endpoint = (await app.Grain.AddEndpoint(app.Caller, Hook, null)).Require();
        var stored = await StoredAsync(app);
        Assert.DoesNotContain("open-sesame", stored);
        Assert.DoesNotContain(endpoint.Secret, stored);
        Assert.DoesNotContain(app.Key, stored);
        await cluster.DeactivateAsync(app.Grain);
        var box = cluster.Services.GetRequiredService<SecretBox>();
        var settings = (await app.Grain.Settings())!;
        Assert.Equal("open-sesame", Encoding.UTF8.GetString(box.Open(settings.Providers.Email!.Password!, NotifyKeys.App(app.App), SecretFields.SmtpPassword)));
    }

    [Fact]
    public async Task A_rotated_secret_signs_for_another_day()
    {
        var app = await cluster.AppAsync();
        var endpoint = (await app.Grain.AddEndpoint(app.Caller, Hook, null)).Require();
        var rotated = (await app.Grain.RotateEndpoint(app.Caller, endpoint.Endpoint.Id)).Require();
        Assert.NotEqual(endpoint.Secret, rotated.Secret);
        var kept = Assert.Single((await app.Grain.Settings())!.Endpoints);
        Assert.Equal(cluster.Time.Now.AddHours(24), kept.FormerUntil);
    }

    [Fact]
    public async Task A_disabled_endpoint_wants_nothing_until_it_is_enabled()
    {
        var app = await cluster.AppAsync();
        var endpoint = (await app.Grain.AddEndpoint(app.Caller, Hook, null)).Require().Endpoint;
        await app.Grain.DisableEndpoint(endpoint.Id, "gone");
        await app.Grain.DisableEndpoint(endpoint.Id, "failing");
        Assert.Equal("gone", Assert.Single((await app.Grain.Endpoints(app.Caller)).Require()).DisabledReason);
        Assert.False((await app.Grain.Settings())!.Endpoints[0].Wants("order-shipped"));
        Assert.Null((await app.Grain.EnableEndpoint(app.Caller, endpoint.Id)).Require().DisabledReason);
    }

    [Theory]
    [InlineData("http://127.0.0.1/hook")]
    [InlineData("https://localhost/hook")]
    [InlineData("https://[::1]/hook")]
    [InlineData("file:///etc/passwd")]
    public async Task An_endpoint_lies_on_the_public_internet(string url)
    {
        var app = await cluster.AppAsync();
        Assert.Equal("url-not-public", (await app.Grain.AddEndpoint(app.Caller, Hook with { Url = url }, null)).Error?.Code);
    }

    [Fact]
    public async Task A_change_needs_the_current_version()
    {
        var app = await cluster.AppAsync();
        var change = new AppChange("Other", default, default);
        Assert.Equal("stale", (await app.Grain.Change(app.Caller, change, 7)).Error?.Code);
        Assert.Equal(("Other", 2), (await app.Grain.Change(app.Caller, change, 1)).Require() is var view ? (view.Name, view.Version) : default);
    }

    [Fact]
    public async Task A_write_that_failed_left_nothing()
    {
        var app = await cluster.AppAsync();
        cluster.FailWrites(NotifyAppState.Name, NotifyKeys.App(app.App));
        await Assert.ThrowsAnyAsync<Exception>(() => app.Grain.Change(app.Caller, new AppChange("Other", default, default), null));
        Assert.Equal("Shop", (await app.Grain.Get(app.Caller)).Require().Name);
    }

    [Fact]
    public async Task The_product_belongs_to_administrators_and_has_push_keys()
    {
        var product = cluster.Grains.GetGrain<INotifyAppGrain>(NotifyKeys.App(NotifyKeys.Product));
        Assert.Equal("app-not-found", (await product.Get(new AppCaller(new UserId(Guid.NewGuid()), false, null))).Error?.Code);
        Assert.True((await product.Get(new AppCaller(new UserId(Guid.NewGuid()), true, null))).IsOk);
        Assert.Equal(87, (await product.PushKey())!.Length);
    }

    private INotifyOwnerGrain Owner(out UserId user)
    {
        user = new UserId(Guid.NewGuid());
        return cluster.Grains.GetGrain<INotifyOwnerGrain>(NotifyKeys.Owner(user));
    }

    private async Task<string> StoredAsync(TestApp app) => Assert.Single(await cluster.Services.GetRequiredService<QueryDatabase>().Query<string>(
        "SELECT state FROM grain_state WHERE state_name = @name AND grain_key = @key", new { name = NotifyAppState.Name, key = NotifyKeys.App(app.App) }));
}
