using System.Buffers.Text;
using OrleansBackends.Grains.Interfaces.Accounts;
using OrleansBackends.Tests.Accounts.OAuth;
using OrleansBackends.Tests.Kill;

namespace OrleansBackends.Tests.Accounts.Kill;

/// <summary>Somebody who uses all that Accounts knows of secrets.</summary>
internal static class SecretsOfAUser
{
    private static readonly string[] Scopes = ["links:read"];

    /// <summary>Each by its name, in every spelling in which it could lie in a row.</summary>
    public static async Task<IReadOnlyList<(string Name, string Text)>> MakeAsync(KillFixture kill)
    {
        var user = await kill.NewBrowser(0).RegisterAsync();
        var key = (await user.Client.PostJsonAsync("/api-keys", new { name = "ci", scopes = Scopes }).JsonAsync(201)).Text("key");
        var next = await user.Client.PostJsonAsync("/refresh", new { refreshToken = user.RefreshToken }).JsonAsync();
        var phone = new Authenticator((await user.Client.PostJsonAsync("/totp", null).JsonAsync(201)).Text("secret"));
        var codes = (await user.Client.PostJsonAsync("/totp/confirm", new { code = phone.Code(DateTimeOffset.UtcNow) }).JsonAsync())
            .GetProperty("recoveryCodes").EnumerateArray().Select(code => code.GetString()!).ToList();
        var asked = await kill.NewBrowser(1).PostJsonAsync("/login", new { email = user.Email, password = user.Password }).JsonAsync();
        await kill.NewBrowser(0).PostJsonAsync("/password/forgot", new { email = user.Email }).IsAsync(202);
        var mailed = MailedExtensions.TokenTextIn(await kill.MailedAsync(user.Email, "/account/reset?"));
        (await kill.Grains.NewClient(out var client).Register(OAuthData.Settings, null, OAuthData.Admin)).Require();
        var made = (await kill.Grains.GetGrain<IOAuthClientGrain>(OAuthKeys.Client(client)).NewSecret(OAuthData.Admin)).Require();
        var allowed = new Allowed(user.Id, client, Guid.NewGuid());
        await kill.Grains.Authorization(allowed.Id).Allow(new OAuthAllowance(
            user.Id, client, ["openid", "offline_access"], DateTimeOffset.UtcNow, [AuthenticationMethods.Password], AccountTestData.Origin));
        var code = await kill.Grains.PutCodeAsync(allowed);
        var grant = (await kill.Grains.Code(code).Redeem(allowed.Redemption())).Require();

        Assert.True(RefreshToken.TryRead(user.RefreshToken, out var first));
        Assert.True(RefreshToken.TryRead(next.Text("refreshToken"), out var second));
        Assert.True(ApiKeyText.TryRead(key, out var apiKey));
        Assert.True(ChallengeText.TryRead(asked.Text("challenge"), out var challenge));
        return
        [
            ("the password", user.Password), ("an access token", user.AccessToken), ("a mailed token", mailed), ("the authenticator's secret", phone.Secret),
            ("a client's secret", made.Secret!), ("a code", code), .. Spelled("a client's refresh token", grant.Secret()),
            .. codes.Select(code => ("a recovery code", code)),
            .. Spelled("the authenticator's secret", OtpNet.Base32Encoding.ToBytes(phone.Secret)),
            .. Spelled("a mailed secret", MailedExtensions.TokenIn($"/account/reset?token={mailed}").Secret),
            .. Spelled("a refresh token before", first.Secret), .. Spelled("a refresh token", second.Secret),
            .. Spelled("an API key", apiKey.Secret), .. Spelled("a challenge", challenge.Secret),
            .. (await kill.Grains.GetGrain<IKeyRingGrain>(IKeyRingGrain.Main).Signing()).SelectMany(signing => Spelled("a signing key", signing.PrivateKey)),
        ];
    }

    /// <summary>Without their ends, which depend on where in a longer text the bytes stand.</summary>
    private static IEnumerable<(string Name, string Text)> Spelled(string name, byte[] secret) =>
        [(name, Convert.ToHexStringLower(secret)), (name, Convert.ToBase64String(secret)[..^4]), (name, Base64Url.EncodeToString(secret)[..^4])];
}
