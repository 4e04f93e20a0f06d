using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using OrleansBackends.Grains.Interfaces.Accounts;
using static OrleansBackends.Tests.Accounts.AccountTestData;

namespace OrleansBackends.Tests.Accounts.OAuth;

/// <summary>Clients, codes and authorizations for the grains' tests.</summary>
internal static class OAuthData
{
    public const string Verifier = "a-verifier-of-more-than-forty-three-characters-0123456789";

    public const string RedirectUri = "https://app.example.com/back";

    public static readonly ActedBy Admin = new(new UserId(Guid.NewGuid()), Origin);

    public static string Challenge => Base64Url.EncodeToString(SHA256.HashData(Encoding.ASCII.GetBytes(Verifier)));

    public static OAuthClientSettings Settings { get; } = new()
    {
        Name = "An application",
        Type = OAuthClientType.Confidential,
        RedirectUris = [RedirectUri],
        Grants = [OAuthGrants.Code, OAuthGrants.Refresh],
        Scopes = ["openid", "profile", "offline_access", "links:read"],
    };

    public static IOAuthClientGrain NewClient(this IGrainFactory grains, out string id) =>
        grains.GetGrain<IOAuthClientGrain>(OAuthKeys.Client(id = Guid.NewGuid().ToString("N")));

    public static IOAuthAuthorizationGrain Authorization(this IGrainFactory grains, Guid id) =>
        grains.GetGrain<IOAuthAuthorizationGrain>(OAuthKeys.Authorization(id));

    public static IOAuthCodeGrain Code(this IGrainFactory grains, string code) => grains.GetGrain<IOAuthCodeGrain>(OAuthKeys.Code(code));

    /// <summary>A user who has allowed a new client everything it may ask for.</summary>
    public static async Task<Allowed> AllowAsync(this ClusterFixture cluster, OAuthClientSettings? settings = null)
    {
        var user = await cluster.RegisterAsync();
        var grains = cluster.Grains;
        (await grains.NewClient(out var client).Register(settings ?? Settings, null, Admin)).Require();
        var id = Guid.NewGuid();
        await grains.Authorization(id).Allow(new OAuthAllowance(
            user, client, ["openid", "offline_access", "links:read"], DateTimeOffset.UtcNow, [AuthenticationMethods.Password], Origin));
        return new Allowed(user, client, id);
    }

    public static async Task<string> PutCodeAsync(this IGrainFactory grains, Allowed allowed)
    {
        var code = Guid.NewGuid().ToString("N");
        await grains.Code(code).Put(new OAuthCode(allowed.Id, allowed.Client, RedirectUri, Challenge, "nonce"));
        return code;
    }

    public static OAuthRedemption Redemption(this Allowed allowed) => new(allowed.Client, RedirectUri, Verifier);

    public static byte[] Secret(this OAuthGrant grant)
    {
        Assert.True(OAuthRefreshToken.TryRead(grant.RefreshToken!, out var token));
        return token.Secret;
    }
}

internal sealed record Allowed(UserId User, string Client, Guid Id);
