using System.Security.Cryptography;
using System.Text;
using Microsoft.Extensions.DependencyInjection;
using OrleansBackends.Grains.Accounts;
using OrleansBackends.Grains.Interfaces.Accounts;

namespace OrleansBackends.Tests.Accounts.OAuth;

[Collection<ClusterCollection>]
public class ClientGrainTests(ClusterFixture cluster)
{
    [Fact]
    public async Task A_new_secret_leaves_the_old_one_good_for_a_day()
    {
        var client = cluster.Grains.NewClient(out _);
        var first = (await client.Register(OAuthData.Settings, null, OAuthData.Admin)).Require().Secret!;
        var second = (await client.NewSecret(OAuthData.Admin)).Require().Secret!;
        await cluster.DeactivateAsync(client);
        Assert.True((await client.CheckSecret(Hash(first))).IsOk);
        Assert.True((await client.CheckSecret(Hash(second))).IsOk);
        cluster.Time.Advance(TimeSpan.FromHours(24));
        Assert.Equal("invalid-client", (await client.CheckSecret(Hash(first))).Error!.Code);
        Assert.True((await client.CheckSecret(Hash(second))).IsOk);
    }

    [Fact]
    public async Task A_client_that_is_switched_off_or_removed_is_nobody()
    {
        var client = cluster.Grains.NewClient(out _);
        var secret = (await client.Register(OAuthData.Settings, null, OAuthData.Admin)).Require().Secret!;
        (await client.Change(OAuthData.Settings with { Enabled = false }, 1, OAuthData.Admin)).Require();
        Assert.Equal("stale", (await client.Change(OAuthData.Settings, 1, OAuthData.Admin)).Error!.Code);
        Assert.Equal("invalid-client", (await client.CheckSecret(Hash(secret))).Error!.Code);
        (await client.Remove(OAuthData.Admin)).Require();
        Assert.Equal("client-not-found", (await client.Get()).Error!.Code);
        Assert.Equal("client-exists", (await client.Register(OAuthData.Settings, null, OAuthData.Admin)).Error!.Code);
    }

    [Fact]
    public async Task A_repeated_registration_shows_the_same_secret_and_no_row_holds_it()
    {
        var client = cluster.Grains.NewClient(out var id);
        var operation = OperationId.From("admin", "/clients", id, "{}"u8);
        var first = (await client.Register(OAuthData.Settings, operation, OAuthData.Admin)).Require();
        var again = await client.Register(OAuthData.Settings, operation, OAuthData.Admin);
        Assert.True(again.Replayed);
        Assert.Equal(first.Secret, again.Require().Secret);

        var rows = string.Join('\n', await cluster.Services.GetRequiredService<QueryDatabase>()
            .Query<string>("SELECT state FROM grain_state WHERE grain_key = @key", new { key = OAuthKeys.Client(id) }));
        Assert.Contains("An application", rows, StringComparison.Ordinal);
        Assert.DoesNotContain(first.Secret!, rows, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("http://app.example.com/back")]
    [InlineData("https://app.example.com/back#here")]
    [InlineData("/back")]
    [InlineData("com.example.app:/back")]
    [InlineData("javascript:alert(1)")]
    public void A_confidential_client_comes_back_to_https_or_to_the_machine_itself(string uri) =>
        Assert.Equal("redirectUris", OAuthClientRules.Refuse(OAuthData.Settings with { RedirectUris = [uri] })?.Member);

    [Theory]
    [InlineData("https://app.example.com/back?x=1")]
    [InlineData("http://127.0.0.1/back")]
    [InlineData("com.example.app:/back")]
    public void A_public_client_may_have_a_scheme_of_its_own(string uri) =>
        Assert.Null(OAuthClientRules.Refuse(OAuthData.Settings with { RedirectUris = [uri], Type = OAuthClientType.Public }));

    [Theory]
    [InlineData(OAuthClientType.Public, OAuthGrants.Client)]
    [InlineData(OAuthClientType.Confidential, OAuthGrants.Refresh)]
    [InlineData(OAuthClientType.Confidential, "password")]
    public void Grants_that_a_client_cannot_have_are_refused(OAuthClientType type, string grant) =>
        Assert.Equal("grants", OAuthClientRules.Refuse(OAuthData.Settings with { Type = type, Grants = [grant] })?.Member);

    private static byte[] Hash(string secret) => SHA256.HashData(Encoding.UTF8.GetBytes(secret));
}
