using System.Security.Cryptography;
using Microsoft.Extensions.DependencyInjection;
using OrleansBackends.Grains.Interfaces.Accounts;

namespace OrleansBackends.Tests.Accounts;

public class SecretsAtRestTests(AppFixture app)
{
    private static readonly string[] Scopes = ["links:read"];

    [Fact]
    public async Task No_row_holds_a_password_token_or_key()
    {
        var user = await app.CreateUserAsync();
        var key = (await user.Client.PostJsonAsync("/api-keys", new { name = "ci", scopes = Scopes }).JsonAsync(201)).Text("key");
        var next = await user.Client.PostJsonAsync("/refresh", new { refreshToken = user.RefreshToken }).JsonAsync();
        var signing = (await app.Grains.GetGrain<IKeyRingGrain>(IKeyRingGrain.Main).Signing())[0];
        using var ecdsa = ECDsa.Create();
        ecdsa.ImportPkcs8PrivateKey(signing.PrivateKey, out _);
        Assert.True(RefreshToken.TryRead(user.RefreshToken, out var first));
        Assert.True(RefreshToken.TryRead(next.Text("refreshToken"), out var second));
        Assert.True(ApiKeyText.TryRead(key, out var apiKey));
        await user.Client.PostJsonAsync("/password/forgot", new { email = user.Email }).IsAsync(202);
        var mailed = await app.TokenMailedAsync(user.Email, "reset");

        var database = app.Services.GetRequiredService<QueryDatabase>();
        var rows = string.Join('\n', await database.Query<string>("SELECT state FROM grain_state UNION ALL SELECT data FROM journal"));
        Assert.Contains(user.Id.ToString(), rows, StringComparison.Ordinal);
        Assert.DoesNotContain(user.Password, rows, StringComparison.Ordinal);
        Assert.DoesNotContain(user.AccessToken, rows, StringComparison.Ordinal);
        Assert.DoesNotContain(mailed, rows, StringComparison.Ordinal);
        foreach (var secret in (byte[][])[MailedExtensions.TokenIn($"/account/reset?token={mailed}").Secret, first.Secret, second.Secret, apiKey.Secret, signing.PrivateKey, ecdsa.ExportParameters(true).D!])
        {
            Assert.All(Spellings(secret), text => Assert.DoesNotContain(text, rows, StringComparison.OrdinalIgnoreCase));
        }
    }

    /// <summary>Without their ends, which depend on where in a longer text the bytes stand.</summary>
    private static IEnumerable<string> Spellings(byte[] secret) =>
        [Convert.ToHexStringLower(secret), Convert.ToBase64String(secret)[..^4], System.Buffers.Text.Base64Url.EncodeToString(secret)[..^4]];
}
