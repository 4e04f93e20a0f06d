using System.Net.Http.Json;
using Microsoft.Extensions.DependencyInjection;
using OrleansBackends.WebFrontend.Accounts;

namespace OrleansBackends.Tests.Accounts;

public class CookieSessionApiTests(AppFixture app)
{
    [Fact]
    public async Task A_browser_signs_in_and_is_known_by_its_cookie_alone()
    {
        var user = await app.CreateUserAsync();
        using var browser = new CookieClient(app);
        var answer = await browser.Client.PostJsonAsync("/login", new { email = user.Email, password = user.Password, session = "cookie" }).JsonAsync();
        Assert.Equal(["sessionId", "status", "user"], answer.EnumerateObject().Select(m => m.Name).Order());
        var given = Assert.Single(browser.Given, line => line.StartsWith("session=", StringComparison.Ordinal));
        Assert.EndsWith("; max-age=1209600; path=/; samesite=lax; httponly", given, StringComparison.Ordinal);
        Assert.Equal(user.Email, (await browser.Client.ReadAsync("/me").JsonAsync()).Text("email"));
        var session = Assert.Single((await browser.Client.ReadAsync("/sessions").JsonAsync()).GetProperty("items").EnumerateArray(), s => s.GetProperty("current").GetBoolean());
        Assert.Equal((answer.Text("sessionId"), "cookie", "Firefox on Linux"), (session.Text("id"), session.Text("kind"), session.Text("device")));
    }

    [Fact]
    public async Task A_session_that_is_not_remembered_ends_with_the_browser()
    {
        var user = await app.CreateUserAsync();
        using var browser = new CookieClient(app);
        await browser.Client.PostJsonAsync("/login", new { email = user.Email, password = user.Password, session = "cookie", remember = false }).IsAsync(200);
        Assert.DoesNotContain("max-age", Assert.Single(browser.Given, line => line.StartsWith("session=", StringComparison.Ordinal)), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_second_factor_keeps_the_kind_that_was_asked_for()
    {
        var user = await app.CreateUserAsync();
        var setup = await user.Client.PostJsonAsync("/totp", null).JsonAsync(201);
        var phone = new Authenticator(setup.Text("secret"));
        await user.Client.PostJsonAsync("/totp/confirm", new { code = phone.Code(DateTimeOffset.UtcNow) }).IsAsync(200);
        using var browser = new CookieClient(app);
        var asked = await browser.Client.PostJsonAsync("/login", new { email = user.Email, password = user.Password, session = "cookie" }).JsonAsync();
        Assert.Null(browser.Session);
        var answer = await browser.Client.PostJsonAsync(
            "/login/second-factor", new { challenge = asked.Text("challenge"), totp = phone.Code(DateTimeOffset.UtcNow, 1) }).JsonAsync();
        Assert.False(answer.TryGetProperty("accessToken", out _));
        await browser.Client.ReadAsync("/me").IsAsync(200);
    }

    [Fact]
    public async Task Signing_out_ends_the_session_and_takes_the_cookie()
    {
        var user = await app.CreateUserAsync();
        using var browser = await new CookieClient(app).SignInAsync(user);
        using var copy = browser.Copy(app);
        await browser.Client.PostJsonAsync("/logout", null).IsAsync(204);
        Assert.Null(browser.Session);
        Assert.Single((await user.Client.ReadAsync("/sessions").JsonAsync()).GetProperty("items").EnumerateArray());
        await copy.Client.BecomesRefusedAsync("/me", "unauthenticated");
        Assert.Null(copy.Session);
    }

    [Fact]
    public async Task Signing_out_with_a_session_that_has_ended_is_done_already()
    {
        var user = await app.CreateUserAsync();
        using var browser = await new CookieClient(app).SignInAsync(user);
        await user.Client.RemoveAsync("/sessions?except=current").IsAsync(204);
        using var copy = browser.Copy(app);
        await copy.Client.BecomesRefusedAsync("/me", "unauthenticated");
        await browser.Client.PostJsonAsync("/logout", null).IsAsync(204);
        Assert.Null(browser.Session);
    }

    [Fact]
    public async Task Signing_in_again_ends_the_session_the_browser_had()
    {
        var (user, other) = (await app.CreateUserAsync(), await app.CreateUserAsync());
        using var browser = await new CookieClient(app).SignInAsync(user);
        await browser.SignInAsync(other);
        Assert.Equal(other.Email, (await browser.Client.ReadAsync("/me").JsonAsync()).Text("email"));
        Assert.Single((await user.Client.ReadAsync("/sessions").JsonAsync()).GetProperty("items").EnumerateArray());
    }

    [Fact]
    public async Task An_ended_access_token_is_renewed_within_the_request()
    {
        var user = await app.CreateUserAsync();
        using var browser = await new CookieClient(app).SignInAsync(user);
        var first = EndAccess(browser);
        await browser.Client.ReadAsync("/me").IsAsync(200);
        Assert.True(SessionCookie.TryRead(browser.Session!, out var second));
        Assert.Equal(first.Refresh.Session, second.Refresh.Session);
        Assert.NotEqual(first.Refresh.Secret, second.Refresh.Secret);
        await browser.Client.PatchAsJsonAsync("/api/accounts/me", new { bio = "still me" }).IsAsync(200);
    }

    [Fact]
    public async Task Twenty_requests_at_the_end_of_a_token_get_one_successor()
    {
        var user = await app.CreateUserAsync();
        using var browser = await new CookieClient(app).SignInAsync(user);
        EndAccess(browser);
        var copies = Enumerable.Range(0, 20).Select(_ => browser.Copy(app)).ToList();
        await Task.WhenAll(copies.Select(copy => copy.Client.ReadAsync("/me").IsAsync(200)));
        Assert.Single(copies.Select(copy => copy.Session![..copy.Session!.IndexOf('.', StringComparison.Ordinal)]).Distinct());
        copies.ForEach(copy => copy.Dispose());
    }

    [Fact]
    public async Task An_answer_that_renews_is_kept_by_nobody()
    {
        var user = await app.CreateUserAsync();
        using var browser = await new CookieClient(app).SignInAsync(user);
        EndAccess(browser);
        using var answer = await browser.Client.ReadAsync("/jwks");
        Assert.Contains(browser.Given, line => line.StartsWith("session=", StringComparison.Ordinal));
        Assert.True(answer.Headers.CacheControl is { NoStore: true, Public: false });
    }

    [Fact]
    public async Task A_role_that_is_given_arrives_with_the_next_request()
    {
        var (admin, user) = (await app.CreateUserAsync("admin"), await app.CreateUserAsync());
        using var browser = await new CookieClient(app).SignInAsync(user);
        await admin.Client.PutAsJsonAsync($"/api/accounts/admin/users/{user.Id}/roles", new { roles = (string[])["admin"] }).IsAsync(200);
        await TestTime.Eventually(
            async () => (await browser.Client.ReadAsync("/me").JsonAsync()).GetProperty("rolesHeldBack").EnumerateArray().Any(), "the role to arrive");
    }

    [Fact]
    public async Task The_password_makes_the_session_of_a_cookie_fresh_again()
    {
        var user = await app.CreateUserAsync();
        using var browser = await new CookieClient(app).SignInAsync(user);
        await browser.AgeAsync(app, user);
        await browser.Client.PostJsonAsync("/totp", null).IsRefusedAsync(403, "reauthentication-required");
        var answer = await browser.Client.PostJsonAsync("/reauthenticate", new { password = user.Password }).JsonAsync();
        Assert.Equal(["sessionId"], answer.EnumerateObject().Select(m => m.Name));
        await browser.Client.PostJsonAsync("/totp", null).IsAsync(201);
    }

    [Theory]
    [InlineData("nonsense")]
    [InlineData("obr_AAAA.eyJ")]
    public async Task A_cookie_that_is_none_of_ours_is_taken_away(string session)
    {
        using var browser = new CookieClient(app) { Session = session };
        await browser.Client.ReadAsync("/me").IsRefusedAsync(401, "unauthenticated");
        Assert.Null(browser.Session);
    }

    [Fact]
    public async Task A_cookie_patched_from_two_sessions_is_refused()
    {
        var (user, victim) = (await app.CreateUserAsync(), await app.CreateUserAsync());
        using var browser = await new CookieClient(app).SignInAsync(user);
        browser.Session = $"{victim.RefreshToken}.{browser.Session!.Split('.', 2)[1]}";
        await browser.Client.PostJsonAsync("/logout", null).IsAsync(204);
        await victim.Client.ReadAsync("/me").IsAsync(200);
        await app.CreateClient().PostJsonAsync("/refresh", new { refreshToken = victim.RefreshToken }).IsAsync(200);
    }

    [Fact]
    public async Task A_token_counts_more_than_a_cookie()
    {
        var (user, other) = (await app.CreateUserAsync(), await app.CreateUserAsync());
        using var browser = await new CookieClient(app).SignInAsync(user);
        browser.Client.DefaultRequestHeaders.Authorization = new("Bearer", other.AccessToken);
        Assert.Equal(other.Email, (await browser.Client.ReadAsync("/me").JsonAsync()).Text("email"));
    }

    /// <summary>As if ten minutes had gone by: the access token in the cookie is of no use.</summary>
    private static SessionCookie EndAccess(CookieClient browser)
    {
        Assert.True(SessionCookie.TryRead(browser.Session!, out var cookie));
        browser.Session = (cookie with { Access = "e30.e30.e30" }).Write();
        return cookie;
    }
}
