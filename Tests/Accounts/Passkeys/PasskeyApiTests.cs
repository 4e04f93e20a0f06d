using System.Net.Http.Json;
using OrleansBackends.Grains.Interfaces.Accounts;

namespace OrleansBackends.Tests.Accounts;

public class PasskeyApiTests(AppFixture app)
{
    [Fact]
    public async Task A_browser_is_asked_for_a_passkey_of_this_site_and_user()
    {
        var user = await app.CreateUserAsync();
        using var key = await user.WithPasskeyAsync();
        var options = (await user.Client.PostJsonAsync("/passkeys/options", null).JsonAsync()).GetProperty("options");
        Assert.Equal("localhost", options.GetProperty("rp").Text("id"));
        Assert.Equal(user.Email, options.GetProperty("user").Text("name"));
        Assert.Equal("none", options.Text("attestation"));
        Assert.Equal("required", options.GetProperty("authenticatorSelection").Text("userVerification"));
        Assert.Equal("required", options.GetProperty("authenticatorSelection").Text("residentKey"));
        Assert.Equal(key.Text, Assert.Single(options.GetProperty("excludeCredentials").EnumerateArray()).Text("id"));
    }

    [Fact]
    public async Task A_user_signs_in_without_typing_an_address()
    {
        var user = await app.CreateUserAsync();
        using var key = await user.WithPasskeyAsync(counter: 1);
        var client = app.CreateClient();
        var asked = await client.AskAsync();
        Assert.Equal("required", asked.GetProperty("options").Text("userVerification"));
        Assert.Empty(asked.GetProperty("options").GetProperty("allowCredentials").EnumerateArray());
        var answer = await client.SignInAsync(key).JsonAsync();
        Assert.Equal(user.Email, answer.GetProperty("user").Text("email"));
        client.DefaultRequestHeaders.Authorization = new("Bearer", answer.Text("accessToken"));
        Assert.Equal(1, (await client.ReadAsync("/me").JsonAsync()).GetProperty("secondFactor").GetProperty("passkeys").GetInt32());
        var session = Assert.Single((await client.ReadAsync("/sessions").JsonAsync()).GetProperty("items").EnumerateArray(), s => s.GetProperty("current").GetBoolean());
        Assert.Equal("hwk", Assert.Single(session.GetProperty("methods").EnumerateArray()).GetString());
    }

    [Fact]
    public async Task A_passkey_opens_a_session_that_a_cookie_carries_and_counts_as_two_factors()
    {
        var admin = await app.CreateUserAsync("admin");
        using var key = await admin.WithPasskeyAsync();
        using var browser = new CookieClient(app);
        var answer = await browser.Client.SignInAsync(key, "cookie").JsonAsync();
        Assert.False(answer.TryGetProperty("accessToken", out _));
        await browser.Client.ReadAsync("/admin/roles").IsAsync(200);
    }

    [Fact]
    public async Task A_passkey_is_listed_named_and_removed()
    {
        var user = await app.CreateUserAsync();
        using var key = await user.WithPasskeyAsync();
        await app.CreateClient().SignInAsync(key).IsAsync(200);
        var named = await user.Client.PatchAsJsonAsync($"/api/accounts/passkeys/{key.Text}", new { name = "old phone" }).JsonAsync();
        var listed = Assert.Single((await user.Client.ReadAsync("/passkeys").JsonAsync()).GetProperty("items").EnumerateArray());
        Assert.Equal((named.ToString(), "old phone", "internal"), (listed.ToString(), listed.Text("name"), listed.GetProperty("transports")[0].GetString()));
        Assert.NotNull(listed.Text("lastUsedAt"));
        await user.Client.PatchAsJsonAsync($"/api/accounts/passkeys/{key.Text}", new { name = "" }).IsRefusedAsync(400, "invalid-request");
        await user.Client.RemoveAsync($"/passkeys/{key.Text}").IsAsync(204);
        await user.Client.RemoveAsync($"/passkeys/{key.Text}").IsRefusedAsync(404, "passkey-not-found");
        await user.Client.PatchAsJsonAsync($"/api/accounts/passkeys/{key.Text}", new { name = "x" }).IsRefusedAsync(404, "passkey-not-found");
        await app.CreateClient().SignInAsync(key).IsRefusedAsync(401, "passkey-invalid");
    }

    [Fact]
    public async Task What_happens_to_passkeys_is_told()
    {
        var user = await app.CreateUserAsync();
        using var key = await user.WithPasskeyAsync();
        await user.Client.RemoveAsync($"/passkeys/{key.Text}").IsAsync(204);
        var kinds = (await user.Client.ReadAsync("/audit").JsonAsync()).GetProperty("items").EnumerateArray().Select(e => (e.Text("kind"), e.Text("detail"))).Take(2);
        Assert.Equal([("passkey-removed", "laptop"), ("passkey-added", "laptop")], kinds);
    }

    [Fact]
    public async Task A_passkey_is_somebodys_once()
    {
        var (user, other) = (await app.CreateUserAsync(), await app.CreateUserAsync());
        using var key = await user.WithPasskeyAsync();
        using var same = new SoftwareKey { Id = key.Id };
        await user.Client.AddAsync(same).IsRefusedAsync(409, "passkey-known");
        await other.Client.AddAsync(same).IsRefusedAsync(409, "passkey-known");
    }

    [Fact]
    public async Task A_passkey_answers_the_question_for_a_second_factor()
    {
        var user = await app.CreateUserAsync();
        using var key = await user.WithPasskeyAsync();
        var setup = await user.Client.PostJsonAsync("/totp", null).JsonAsync(201);
        await user.Client.PostJsonAsync("/totp/confirm", new { code = new Authenticator(setup.Text("secret")).Code(DateTimeOffset.UtcNow) }).IsAsync(200);
        var client = app.CreateClient();
        var question = await client.PostJsonAsync("/login", new { email = user.Email, password = user.Password }).JsonAsync();
        Assert.Equal(["totp", "recovery-code", "passkey"], question.GetProperty("methods").EnumerateArray().Select(m => m.GetString()));
        var challenge = question.Text("challenge");
        var asked = await client.AskAsync(challenge);
        Assert.Equal(key.Text, Assert.Single(asked.GetProperty("options").GetProperty("allowCredentials").EnumerateArray()).Text("id"));

        key.BreaksSignature = true;
        await FinishAsync(key).IsRefusedAsync(401, "second-factor-invalid");
        key.BreaksSignature = false;
        using var others = await (await app.CreateUserAsync()).WithPasskeyAsync();
        await FinishAsync(others).IsRefusedAsync(401, "second-factor-invalid");
        await client.PostJsonAsync("/login/second-factor", new { challenge, passkey = key.Prove(asked.GetProperty("options")) }).IsRefusedAsync(400, "invalid-request");
        await FinishAsync(key).IsAsync(200);
        await client.PostJsonAsync("/login/passkey/options", new { challenge }).IsRefusedAsync(410, "challenge-expired");

        Task<HttpResponseMessage> FinishAsync(SoftwareKey answering) => client.PostJsonAsync(
            "/login/second-factor", new { challenge, passkey = answering.Prove(asked.GetProperty("options")), state = asked.Text("state") });
    }

    [Fact]
    public async Task A_passkey_makes_a_stale_session_fresh_again()
    {
        var user = await app.CreateUserAsync();
        using var key = await user.WithPasskeyAsync();
        var stale = await app.OpenStaleSessionAsync(user, TimeSpan.FromHours(1));
        await stale.PostJsonAsync("/passkeys/options", null).IsRefusedAsync(403, "reauthentication-required");
        var asked = await stale.AskAsync();
        var proof = new { passkey = key.Prove(asked.GetProperty("options")), state = asked.Text("state") };
        var tokens = await stale.PostJsonAsync("/reauthenticate", proof).JsonAsync();
        Assert.Equal(user.SessionId.ToString(), tokens.Text("sessionId"));
        stale.DefaultRequestHeaders.Authorization = new("Bearer", tokens.Text("accessToken"));
        await stale.PostJsonAsync("/passkeys/options", null).IsAsync(200);
        await stale.PostJsonAsync("/reauthenticate", proof).IsRefusedAsync(401, "passkey-invalid");
    }

    [Fact]
    public async Task Another_users_passkey_confirms_no_session()
    {
        var (user, other) = (await app.CreateUserAsync(), await app.CreateUserAsync());
        using var key = await other.WithPasskeyAsync();
        var asked = await user.Client.AskAsync();
        await user.Client.PostJsonAsync("/reauthenticate", new { passkey = key.Prove(asked.GetProperty("options")), state = asked.Text("state") })
            .IsRefusedAsync(401, "passkey-invalid");
    }

    [Fact]
    public async Task What_was_asked_of_one_user_is_not_answered_by_another()
    {
        var (user, other) = (await app.CreateUserAsync(), await app.CreateUserAsync());
        using var key = new SoftwareKey();
        var asked = await user.Client.PostJsonAsync("/passkeys/options", null).JsonAsync();
        await other.Client.PostJsonAsync("/passkeys", new { state = asked.Text("state"), credential = key.Make(asked.GetProperty("options")), name = "x" })
            .IsRefusedAsync(422, "passkey-invalid");
    }

    [Fact]
    public async Task Passkeys_are_for_sessions_only()
    {
        var user = await app.CreateUserAsync();
        var made = await user.Client.PostJsonAsync("/api-keys", new { name = "ci", scopes = (string[])["links:read"] }).JsonAsync(201);
        var program = app.CreateClient();
        program.DefaultRequestHeaders.Add("X-Api-Key", made.Text("key"));
        await program.ReadAsync("/passkeys").IsRefusedAsync(403, "session-required");
        await app.CreateClient().ReadAsync("/passkeys").IsRefusedAsync(401, "unauthenticated");
    }

    [Fact]
    public async Task An_account_that_was_disabled_is_opened_by_no_passkey()
    {
        var (admin, user) = (await app.CreateUserAsync("admin"), await app.CreateUserAsync());
        using var key = await user.WithPasskeyAsync();
        await admin.Client.PostJsonAsync($"/admin/users/{user.Id}/disable", new { reason = "test" }).IsAsync(200);
        await app.CreateClient().SignInAsync(key).IsRefusedAsync(401, "passkey-invalid");
        await admin.Client.PostJsonAsync($"/admin/users/{user.Id}/enable", null).IsAsync(200);
        (await app.Grains.GetGrain<IAccountControlGrain>(AccountKey.Of(user.Id)).RequireReset(new ActedBy(admin.Id, AccountTestData.Origin))).Require();
        await app.CreateClient().SignInAsync(key).IsRefusedAsync(403, "password-reset-required");
    }
}
