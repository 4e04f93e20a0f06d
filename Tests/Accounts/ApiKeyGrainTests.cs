using OrleansBackends.Grains.Interfaces.Accounts;
using static OrleansBackends.Tests.Accounts.AccountTestData;

namespace OrleansBackends.Tests.Accounts;

[Collection<ClusterCollection>]
public class ApiKeyGrainTests(ClusterFixture cluster)
{
    [Fact]
    public async Task A_key_stands_for_its_owner_until_it_is_revoked()
    {
        var (keys, made) = await MadeAsync(expiresAt: null);
        Assert.True(ApiKeyText.TryRead(made.Key, out var text));
        await cluster.DeactivateAsync(keys);
        var holder = (await keys.Check(text.KeyId, text.Secret)).Require();
        Assert.Equal((text.User, "ci"), (holder.User, holder.Name));
        Assert.Equal(["links:read"], holder.Scopes);
        Assert.NotNull(Assert.Single(await keys.List()).LastUsedAt);

        Assert.True((await keys.Revoke(text.KeyId, Origin)).IsOk);
        Assert.Equal("unauthenticated", (await keys.Check(text.KeyId, text.Secret)).Error!.Code);
        Assert.Equal("api-key-not-found", (await keys.Revoke(text.KeyId, Origin)).Error!.Code);
    }

    [Fact]
    public async Task An_expired_key_is_refused()
    {
        var (keys, made) = await MadeAsync(cluster.Time.Now.AddDays(1));
        Assert.True(ApiKeyText.TryRead(made.Key, out var text));
        Assert.True((await keys.Check(text.KeyId, text.Secret)).IsOk);
        cluster.Time.Advance(TimeSpan.FromDays(1));
        Assert.Equal("unauthenticated", (await keys.Check(text.KeyId, text.Secret)).Error!.Code);
        Assert.Empty(await keys.List());
    }

    [Fact]
    public async Task Its_last_use_is_written_once_an_hour()
    {
        var (keys, made) = await MadeAsync(expiresAt: null);
        Assert.True(ApiKeyText.TryRead(made.Key, out var text));
        Assert.True((await keys.Check(text.KeyId, text.Secret)).IsOk);
        var first = Assert.Single(await keys.List()).LastUsedAt!.Value;
        cluster.Time.Advance(first.AddMinutes(59) - cluster.Time.Now);
        Assert.True((await keys.Check(text.KeyId, text.Secret)).IsOk);
        Assert.Equal(first, Assert.Single(await keys.List()).LastUsedAt);
        cluster.Time.Advance(TimeSpan.FromMinutes(1));
        Assert.True((await keys.Check(text.KeyId, text.Secret)).IsOk);
        Assert.True(Assert.Single(await keys.List()).LastUsedAt >= first.AddHours(1));
    }

    [Fact]
    public async Task Another_secret_does_not_open()
    {
        var (keys, made) = await MadeAsync(expiresAt: null);
        Assert.Equal("unauthenticated", (await keys.Check(made.View.Id, new byte[32])).Error!.Code);
    }

    [Fact]
    public async Task A_repeat_of_the_operation_shows_the_same_key()
    {
        var keys = cluster.Account<IAccountApiKeysGrain>(await cluster.RegisterAsync());
        var operation = OperationId.From("somebody", "POST /api-keys", $"{Guid.NewGuid()}", "one"u8);
        var first = await keys.Make(new NewApiKey("ci", ["links:read"], null), Guid.NewGuid(), Origin, operation);
        await cluster.DeactivateAsync(keys);
        var again = await keys.Make(new NewApiKey("ci", ["links:read"], null), Guid.NewGuid(), Origin, operation);
        Assert.Equal((first.Require().Key, true), (again.Require().Key, again.Replayed));
        Assert.Single(await keys.List());
        var other = operation with { BodyHash = "another" };
        Assert.Equal("idempotency-key-reused", (await keys.Make(new NewApiKey("x", ["links:read"], null), Guid.NewGuid(), Origin, other)).Error!.Code);
    }

    [Fact]
    public async Task Fifty_keys_are_enough()
    {
        var (keys, _) = await MadeAsync(expiresAt: null);
        for (var i = 1; i < 50; i++)
        {
            (await keys.Make(new NewApiKey($"k{i}", ["links:read"], null), Guid.NewGuid(), Origin, null)).Require();
        }

        Assert.Equal("too-many-keys", (await keys.Make(new NewApiKey("one more", ["links:read"], null), Guid.NewGuid(), Origin, null)).Error!.Code);
    }

    private async Task<(IAccountApiKeysGrain Keys, ApiKeyMade Made)> MadeAsync(DateTimeOffset? expiresAt)
    {
        var keys = cluster.Account<IAccountApiKeysGrain>(await cluster.RegisterAsync());
        return (keys, (await keys.Make(new NewApiKey("ci", ["links:read"], expiresAt), Guid.NewGuid(), Origin, null)).Require());
    }
}
