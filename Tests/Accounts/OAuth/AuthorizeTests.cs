using System.Web;

namespace OrleansBackends.Tests.Accounts.OAuth;

/// <summary>What a client may say about how its user signs in, and the way over our pages.</summary>
public sealed class AuthorizeTests(AppFixture app) : IDisposable
{
    private readonly CookieClient browser = new(app);

    [Fact]
    public async Task Who_is_not_signed_in_signs_in_consents_and_comes_to_the_client()
    {
        var client = await OAuthApp.RegisterAsync(app);
        var user = await app.CreateUserAsync();
        using var sent = await browser.Client.GetAsync(client.Authorize());
        var signIn = sent.Headers.Location!.OriginalString;
        Assert.StartsWith("/account/login?return=%2Fconnect%2Fauthorize%3Fclient_id%3D", signIn, StringComparison.Ordinal);
        using var signedIn = await browser.SubmitAsync(signIn, new { email = user.Email, password = user.Password });
        var back = await OAuthApp.PassAsync(browser.Client, CookieClient.Origin + signedIn.Headers.Location!.OriginalString);
        Assert.Equal(OAuthApp.RedirectUri, back.GetLeftPart(UriPartial.Path));
        Assert.Equal(("s", CookieClient.Origin), (Query(back, "state"), Query(back, "iss")));
        Assert.Equal(200, (await client.ExchangeAsync(app, Query(back, "code")!)).Status);
    }

    [Theory]
    [InlineData("/account/login")]
    [InlineData("/account/login/code")]
    public async Task The_pages_of_sign_in_let_the_browser_go_on_to_a_clients_own_address_only(string page)
    {
        var client = await OAuthApp.RegisterAsync(app);
        var user = await app.CreateUserAsync();
        await user.Client.PostJsonAsync("/totp/confirm", new { code = new Authenticator((await user.Client.PostJsonAsync("/totp", null).JsonAsync(201)).Text("secret")).Code(DateTimeOffset.UtcNow) }).IsAsync(200);
        using (await browser.SubmitAsync("/account/login", new { email = user.Email, password = user.Password }))
        {
        }

        Assert.Contains("form-action 'self' https://app.example.com;", await PolicyAsync(page, client.Authorize()), StringComparison.Ordinal);
        foreach (var other in (string[])["/account/security", client.Authorize(("redirect_uri", "https://evil.example.com/back")), client.Authorize(("client_id", "nobody"))])
        {
            Assert.Contains("form-action 'self';", await PolicyAsync(page, other), StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task A_page_with_what_was_refused_still_lets_the_browser_go_on()
    {
        var client = await OAuthApp.RegisterAsync(app);
        var page = $"/account/login?return={Uri.EscapeDataString(client.Authorize())}";
        using var answer = await browser.SubmitAsync(page, new { email = "nobody@example.com", password = "not this one" });
        Assert.Equal(401, (int)answer.StatusCode);
        Assert.Contains("form-action 'self' https://app.example.com;", answer.Headers.GetValues("Content-Security-Policy").Single(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Without_a_page_a_client_learns_what_is_missing()
    {
        var client = await OAuthApp.RegisterAsync(app);
        Assert.Equal("login_required", Query(await OAuthApp.PassAsync(browser.Client, Address(client, ("prompt", "none"))), "error"));
        await browser.SignInAsync(await app.CreateUserAsync());
        Assert.Equal("consent_required", Query(await OAuthApp.PassAsync(browser.Client, Address(client, ("prompt", "none"))), "error"));
        await OAuthApp.PassAsync(browser.Client, Address(client));
        Assert.NotNull(Query(await OAuthApp.PassAsync(browser.Client, Address(client, ("prompt", "none"))), "code"));
        using var asked = await browser.Client.GetAsync(client.Authorize(("prompt", "consent")));
        Assert.Equal(200, (int)asked.StatusCode);
    }

    [Fact]
    public async Task Consent_is_asked_again_when_scopes_grow()
    {
        var client = await OAuthApp.RegisterAsync(app);
        await browser.SignInAsync(await app.CreateUserAsync());
        await OAuthApp.PassAsync(browser.Client, Address(client));
        using var same = await browser.Client.GetAsync(client.Authorize());
        using var more = await browser.Client.GetAsync(client.Authorize(("scope", "openid links:read")));
        Assert.Equal((302, 200), ((int)same.StatusCode, (int)more.StatusCode));
    }

    [Fact]
    public async Task A_sign_in_that_is_too_old_for_a_client_is_asked_for_again()
    {
        var client = await OAuthApp.RegisterAsync(app);
        var user = await app.CreateUserAsync();
        await browser.SignInAsync(user);
        await browser.AgeAsync(app, user);
        foreach (var wish in ((string, string)[])[("prompt", "login"), ("max_age", "60")])
        {
            using var sent = await browser.Client.GetAsync(client.Authorize(wish));
            Assert.StartsWith("/account/login?", sent.Headers.Location?.OriginalString, StringComparison.Ordinal);
        }

        using var old = await browser.Client.GetAsync(client.Authorize(("max_age", "86400")));
        Assert.Equal(200, (int)old.StatusCode);
    }

    [Fact]
    public async Task Signing_out_asks_unless_the_hint_names_the_user()
    {
        var client = await OAuthApp.RegisterAsync(app);
        await browser.SignInAsync(await app.CreateUserAsync());
        var back = await OAuthApp.PassAsync(browser.Client, Address(client));
        var hint = (await client.ExchangeAsync(app, Query(back, "code")!)).Body.Text("id_token");

        var page = $"/connect/logout?client_id={client.Id}&post_logout_redirect_uri={Uri.EscapeDataString(OAuthApp.AfterLogout)}&state=s";
        using var asked = await browser.Client.GetAsync(page);
        Assert.Equal(200, (int)asked.StatusCode);
        Assert.Contains("form-action 'self' https://app.example.com;", asked.Headers.GetValues("Content-Security-Policy").Single(), StringComparison.Ordinal);
        Assert.NotNull(browser.Session);
        using var stranger = new CookieClient(app);
        await stranger.SignInAsync(await app.CreateUserAsync());
        using var foreign = await stranger.Client.GetAsync($"{page}&id_token_hint={hint}");
        Assert.Equal(200, (int)foreign.StatusCode);
        using var elsewhere = await browser.Client.GetAsync(page.Replace("bye", "other", StringComparison.Ordinal));
        Assert.Equal((400, null), ((int)elsewhere.StatusCode, elsewhere.Headers.Location));

        using var confirmed = await browser.SubmitAsync(page, new { confirmed = "yes" });
        Assert.Equal(OAuthApp.AfterLogout + "?state=s", confirmed.Headers.Location?.AbsoluteUri);
        Assert.Null(browser.Session);
    }

    public void Dispose() => browser.Dispose();

    private static string Address(OAuthApp client, params (string, string)[] wishes) => CookieClient.Origin + client.Authorize(wishes);

    private static string? Query(Uri uri, string name) => HttpUtility.ParseQueryString(uri.Query)[name];

    private async Task<string> PolicyAsync(string page, string next)
    {
        using var answer = await browser.Client.GetAsync($"{page}?return={Uri.EscapeDataString(next)}");
        Assert.Equal(200, (int)answer.StatusCode);
        return answer.Headers.GetValues("Content-Security-Policy").Single();
    }
}
