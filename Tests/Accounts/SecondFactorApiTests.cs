using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using OrleansBackends.Grains.Interfaces.Accounts;
using OtpNet;

namespace OrleansBackends.Tests.Accounts;

public class SecondFactorApiTests(AppFixture app)
{
    [Fact]
    public async Task A_user_turns_codes_on_and_signs_in_with_one()
    {
        var (user, phone, codes) = await WithTotpAsync();
        Assert.Equal(10, codes.Count);
        var client = app.CreateClient();
        var asked = await AskedAsync(client, user);
        Assert.False(asked.TryGetProperty("accessToken", out _));
        Assert.Equal(["totp", "recovery-code"], asked.GetProperty("methods").EnumerateArray().Select(m => m.GetString()));
        using var answer = await FinishAsync(client, asked, phone.Code(DateTimeOffset.UtcNow, 1));
        Assert.True(answer.Headers.CacheControl?.NoStore);
        var signedIn = await client.UseAsync(answer, user.Password);
        var me = (await signedIn.Client.ReadAsync("/me").JsonAsync()).GetProperty("secondFactor");
        Assert.Equal((true, 0, 10), (me.GetProperty("totp").GetBoolean(), me.GetProperty("passkeys").GetInt32(), me.GetProperty("recoveryCodesLeft").GetInt32()));
        await FinishAsync(client, asked, phone.Code(DateTimeOffset.UtcNow, 1)).IsRefusedAsync(410, "challenge-expired");
    }

    [Fact]
    public async Task The_secret_comes_as_text_address_and_drawing()
    {
        var user = await app.CreateUserAsync();
        var setup = await user.Client.PostJsonAsync("/totp", null).JsonAsync(201);
        Assert.Equal(
            $"otpauth://totp/OrleansBackends:{Uri.EscapeDataString(user.Email)}?secret={setup.Text("secret")}&issuer=OrleansBackends", setup.Text("uri"));
        Assert.StartsWith("<svg", setup.Text("qrSvg"), StringComparison.Ordinal);
        await user.Client.PostJsonAsync("/totp/confirm", new { code = new Authenticator(setup.Text("secret")).WrongCode(DateTimeOffset.UtcNow) })
            .IsRefusedAsync(422, "code-invalid");
        await user.Client.PostJsonAsync("/totp/confirm", new { code = "12" }).IsRefusedAsync(400, "invalid-request");
    }

    [Fact]
    public async Task Each_recovery_code_opens_one_session()
    {
        var (user, _, codes) = await WithTotpAsync();
        var client = app.CreateClient();
        await RecoverAsync(client, await AskedAsync(client, user), codes[0]).IsAsync(200);
        await RecoverAsync(client, await AskedAsync(client, user), codes[0]).IsRefusedAsync(401, "second-factor-invalid");
        var renewed = await user.Client.PostJsonAsync("/recovery-codes", null).JsonAsync();
        await RecoverAsync(client, await AskedAsync(client, user), codes[1]).IsRefusedAsync(401, "second-factor-invalid");
        await RecoverAsync(client, await AskedAsync(client, user), renewed.GetProperty("recoveryCodes")[0].GetString()!).IsAsync(200);
    }

    [Theory]
    [InlineData(null, null)]
    [InlineData("123456", "0123456789ABC")]
    public async Task Exactly_one_code_is_given(string? totp, string? recoveryCode) =>
        await app.CreateClient().PostJsonAsync("/login/second-factor", new { challenge = "obc_x", totp, recoveryCode }).IsRefusedAsync(400, "invalid-request");

    [Fact]
    public async Task An_invented_challenge_says_no_more_than_an_old_one()
    {
        var invented = new ChallengeText(new UserId(Guid.NewGuid()), new byte[ChallengeText.SecretLength]).Write();
        foreach (var challenge in (string[])["", "obc_", "obr_AAAA", invented])
        {
            await app.CreateClient().PostJsonAsync("/login/second-factor", new { challenge, totp = "123456" }).IsRefusedAsync(410, "challenge-expired");
        }
    }

    [Fact]
    public async Task A_code_confirms_a_session_once_and_brings_the_roles_that_were_held_back()
    {
        var (admin, phone, _) = await WithTotpAsync("admin");
        var plain = await app.OpenPlainSessionAsync(admin);
        await plain.ReadAsync("/admin/roles").IsRefusedAsync(403, "forbidden");
        Assert.Equal("admin", (await plain.ReadAsync("/me").JsonAsync()).GetProperty("rolesHeldBack")[0].GetString());
        var code = phone.Code(DateTimeOffset.UtcNow, 1);
        var tokens = await plain.PostJsonAsync("/reauthenticate", new { totp = code }).JsonAsync();
        await plain.PostJsonAsync("/reauthenticate", new { totp = code }).IsRefusedAsync(401, "second-factor-invalid");
        plain.DefaultRequestHeaders.Authorization = new("Bearer", tokens.Text("accessToken"));
        await plain.ReadAsync("/admin/roles").IsAsync(200);
        await plain.PostJsonAsync("/reauthenticate", new { }).IsRefusedAsync(400, "invalid-request");
    }

    [Fact]
    public async Task An_admin_cannot_turn_it_off_and_others_can()
    {
        var (admin, _, _) = await WithTotpAsync("admin");
        await admin.Client.RemoveAsync("/totp").IsRefusedAsync(403, "second-factor-required-by-role");
        var (user, _, _) = await WithTotpAsync();
        await user.Client.PostJsonAsync("/totp", null).IsRefusedAsync(409, "totp-already-on");
        await user.Client.RemoveAsync("/totp").IsAsync(204);
        await user.Client.RemoveAsync("/totp").IsAsync(204);
        await user.Client.PostJsonAsync("/recovery-codes", null).IsRefusedAsync(409, "second-factor-off");
        await app.CreateClient().SignInAsync(user.Email, user.Password);
    }

    [Fact]
    public async Task An_admin_helps_somebody_who_lost_the_phone()
    {
        var admin = await app.CreateUserAsync("admin");
        var (user, _, _) = await WithTotpAsync();
        var shown = await admin.Client.PostJsonAsync($"/admin/users/{user.Id}/remove-second-factor", null).JsonAsync();
        Assert.False(shown.GetProperty("secondFactor").GetProperty("totp").GetBoolean());
        await user.Client.BecomesRefusedAsync("/me", "unauthenticated");
        await app.CreateClient().SignInAsync(user.Email, user.Password);
    }

    [Fact]
    public async Task No_row_holds_a_secret_a_code_or_a_challenge()
    {
        var (user, phone, codes) = await WithTotpAsync();
        var client = app.CreateClient();
        var asked = await AskedAsync(client, user);
        Assert.True(ChallengeText.TryRead(asked.Text("challenge"), out var challenge));
        var database = app.Services.GetRequiredService<Grains.Common.QueryDatabase>();
        var rows = string.Join('\n', await database.Query<string>("SELECT state FROM grain_state UNION ALL SELECT data FROM journal"));
        Assert.Contains(Convert.ToHexStringLower(SHA256.HashData(Encoding.ASCII.GetBytes(codes[9]))), rows, StringComparison.Ordinal);
        foreach (var secret in (byte[][])[Base32Encoding.ToBytes(phone.Secret), challenge.Secret])
        {
            Assert.DoesNotContain(Convert.ToHexStringLower(secret), rows, StringComparison.OrdinalIgnoreCase);
            Assert.DoesNotContain(Convert.ToBase64String(secret)[..^4], rows, StringComparison.Ordinal);
        }

        Assert.All([phone.Secret, asked.Text("challenge"), .. codes], text => Assert.DoesNotContain(text, rows, StringComparison.OrdinalIgnoreCase));
    }

    private async Task<(SignedInUser User, Authenticator Phone, List<string> Codes)> WithTotpAsync(params string[] roles)
    {
        var user = await app.CreateUserAsync(roles);
        var phone = new Authenticator((await user.Client.PostJsonAsync("/totp", null).JsonAsync(201)).Text("secret"));
        var on = await user.Client.PostJsonAsync("/totp/confirm", new { code = phone.Code(DateTimeOffset.UtcNow) }).JsonAsync();
        return (user, phone, [.. on.GetProperty("recoveryCodes").EnumerateArray().Select(c => c.GetString()!)]);
    }

    private static async Task<JsonElement> AskedAsync(HttpClient client, SignedInUser user)
    {
        var asked = await client.PostJsonAsync("/login", new { email = user.Email, password = user.Password }).JsonAsync();
        Assert.Equal("second-factor", asked.Text("status"));
        return asked;
    }

    private static Task<HttpResponseMessage> FinishAsync(HttpClient client, JsonElement asked, string totp) =>
        client.PostJsonAsync("/login/second-factor", new { challenge = asked.Text("challenge"), totp });

    private static Task<HttpResponseMessage> RecoverAsync(HttpClient client, JsonElement asked, string recoveryCode) =>
        client.PostJsonAsync("/login/second-factor", new { challenge = asked.Text("challenge"), recoveryCode });
}
