using System.Net.Http.Json;
using OrleansBackends.Grains.Interfaces.Accounts;
using OrleansBackends.Tests.Accounts.OAuth;

namespace OrleansBackends.Tests.Accounts;

/// <summary>What somebody did stands in the timeline under its kind.</summary>
public class NotedActsTests(AppFixture app)
{
    private static readonly string[] Scopes = ["links:read"];

    [Fact]
    public async Task What_a_user_does_with_codes_keys_and_sessions()
    {
        var user = await app.CreateUserAsync();
        var client = user.Client;
        var key = (await client.PostJsonAsync("/api-keys", new { name = "ci", scopes = Scopes }).JsonAsync(201)).Text("id");
        await client.RemoveAsync($"/api-keys/{key}").IsAsync(204);
        var phone = new Authenticator((await client.PostJsonAsync("/totp", null).JsonAsync(201)).Text("secret"));
        await client.PostJsonAsync("/totp/confirm", new { code = phone.Code(DateTimeOffset.UtcNow) }).IsAsync(200);
        await client.PostJsonAsync("/recovery-codes", null).IsAsync(200);
        var challenge = (await app.CreateClient().PostJsonAsync("/login", new { email = user.Email, password = user.Password }).JsonAsync()).Text("challenge");
        await app.CreateClient().PostJsonAsync("/login/second-factor", new { challenge, totp = phone.WrongCode(DateTimeOffset.UtcNow) })
            .IsRefusedAsync(401, "second-factor-invalid");
        await client.RemoveAsync("/totp").IsAsync(204);
        await (await app.OpenSessionAsync(user.Id)).Client.PostJsonAsync("/logout", null).IsAsync(204);

        Assert.Equal(
            [
                AuditKinds.Registered, AuditKinds.SignedIn, AuditKinds.ApiKeyMade, AuditKinds.ApiKeyRevoked, AuditKinds.TotpOn, AuditKinds.RecoveryCodesMade,
                AuditKinds.SecondFactorFailed, AuditKinds.TotpOff, AuditKinds.SignedIn, AuditKinds.SignedOut,
            ],
            await KindsAsync(client, "/audit?limit=100"));
    }

    [Fact]
    public async Task What_an_admin_does_with_clients()
    {
        var (admin, client) = (await app.CreateUserAsync("admin"), await OAuthApp.RegisterAsync(app));
        using var change = new HttpRequestMessage(HttpMethod.Patch, $"/api/accounts/admin/clients/{client.Id}") { Content = JsonContent.Create(new { name = "Another" }) };
        change.Headers.Add("If-Match", "\"v1\"");
        await admin.Client.SendAsync(change).IsAsync(200);
        await admin.Client.RemoveAsync($"/admin/clients/{client.Id}").IsAsync(204);
        await TestTime.Eventually(
            async () => await KindsAsync(admin.Client, $"/admin/audit?actor={admin.Id}") is [.., AuditKinds.ClientChanged, AuditKinds.ClientRemoved],
            "the audit has what was done with the client");
    }

    private static async Task<string[]> KindsAsync(HttpClient client, string route) =>
        (await client.ReadAsync(route).JsonAsync()).GetProperty("items").EnumerateArray().Select(entry => entry.Text("kind")).Reverse().ToArray();
}
