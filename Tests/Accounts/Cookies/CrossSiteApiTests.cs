using System.Net;
using System.Net.WebSockets;

namespace OrleansBackends.Tests.Accounts;

/// <summary>What another site makes a browser send: the cookie goes along, the antiforgery token or our origin does not.</summary>
public class CrossSiteApiTests(AppFixture app)
{
    private const string Header = "X-CSRF-Token";

    [Theory]
    [InlineData("POST", "/api/accounts/logout")]
    [InlineData("PATCH", "/api/accounts/me")]
    [InlineData("DELETE", "/api/accounts/sessions?except=current")]
    [InlineData("POST", "/api/links")]
    [InlineData("POST", "/hubs/live/negotiate?negotiateVersion=1")]
    public async Task An_unsafe_method_needs_token_and_origin(string method, string path)
    {
        using var browser = await new CookieClient(app).SignInAsync(await app.CreateUserAsync());
        var token = Assert.Single(browser.Client.DefaultRequestHeaders.GetValues(Header));
        foreach (var (origin, sent) in ((string?, string?)[])
        [
            (CookieClient.Origin, null), (CookieClient.Origin, "nonsense"), (CookieClient.Origin, $"{token[..^4]}AAAA"),
            (null, token), ("null", token), ("https://evil.example", token), ("http://localhost:8081", token), ("https://localhost:8080", token),
            ("http://localhost:8080.evil.example", token),
        ])
        {
            await SendAsync(browser, method, path, origin, sent).IsRefusedAsync(403, "csrf");
        }

        using var answer = await SendAsync(browser, method, path, CookieClient.Origin, token);
        Assert.False(answer.StatusCode == HttpStatusCode.Forbidden && (await answer.Content.ReadAsStringAsync()).Contains("csrf", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_token_of_before_signing_in_is_good_no_longer()
    {
        var user = await app.CreateUserAsync();
        using var browser = await new CookieClient(app).ReadTokenAsync();
        var anonymous = Assert.Single(browser.Client.DefaultRequestHeaders.GetValues(Header));
        await browser.SignInAsync(user);
        await SendAsync(browser, "DELETE", "/api/accounts/sessions?except=current", CookieClient.Origin, anonymous).IsRefusedAsync(403, "csrf");
    }

    [Fact]
    public async Task A_token_of_one_session_is_not_good_in_another_of_the_same_user()
    {
        var user = await app.CreateUserAsync();
        using var browser = await new CookieClient(app).SignInAsync(user);
        using var copy = browser.Copy(app);
        var former = Assert.Single(browser.Client.DefaultRequestHeaders.GetValues(Header));
        await copy.ReadTokenAsync();
        await copy.SignInAsync(user);
        var next = Assert.Single(copy.Client.DefaultRequestHeaders.GetValues(Header));
        await SendAsync(copy, "DELETE", "/api/accounts/sessions?except=current", CookieClient.Origin, former).IsRefusedAsync(403, "csrf");
        await SendAsync(copy, "DELETE", "/api/accounts/sessions?except=current", CookieClient.Origin, next).IsAsync(204);
    }

    [Fact]
    public async Task Another_site_cannot_sign_a_browser_in()
    {
        var user = await app.CreateUserAsync();
        using var browser = new CookieClient(app);
        var body = $$"""{"email":"{{user.Email}}","password":"{{user.Password}}","session":"cookie"}""";
        foreach (var simple in (string[])["text/plain", "application/x-www-form-urlencoded"])
        {
            using var content = new StringContent(body, System.Text.Encoding.UTF8, simple);
            await browser.Client.PostAsync("/api/accounts/login", content).IsAsync(415);
        }
    }

    [Fact]
    public async Task A_form_that_cannot_be_read_is_refused()
    {
        using var browser = await new CookieClient(app).SignInAsync(await app.CreateUserAsync());
        browser.Client.DefaultRequestHeaders.Remove(Header);
        using var form = new StringContent("--x", System.Text.Encoding.UTF8, "multipart/form-data");
        form.Headers.ContentType!.Parameters.Add(new("boundary", "x"));
        await browser.Client.SendAsync(new HttpRequestMessage(HttpMethod.Delete, "/api/accounts/sessions?except=current") { Content = form })
            .IsRefusedAsync(403, "csrf");
    }

    [Fact]
    public async Task A_token_in_a_header_needs_neither()
    {
        var user = await app.CreateUserAsync();
        user.Client.DefaultRequestHeaders.Add("Origin", "https://anywhere.example");
        await user.Client.PostJsonAsync("/logout", null).IsAsync(204);
    }

    [Theory]
    [InlineData(CookieClient.Origin, true)]
    [InlineData("https://evil.example", false)]
    [InlineData(null, false)]
    public async Task A_websocket_under_a_cookie_opens_from_our_own_pages_only(string? origin, bool opens)
    {
        using var browser = await new CookieClient(app).SignInAsync(await app.CreateUserAsync());
        using var socket = new ClientWebSocket();
        socket.Options.SetRequestHeader("Cookie", $"session={browser.Session}");
        if (origin is not null)
        {
            socket.Options.SetRequestHeader("Origin", origin);
        }

        var opening = socket.ConnectAsync(new Uri($"ws://{app.Server.Authority}/hubs/live"), CancellationToken.None);
        if (opens)
        {
            await opening;
            socket.Abort();
        }
        else
        {
            await Assert.ThrowsAsync<WebSocketException>(() => opening);
        }
    }

    private static Task<HttpResponseMessage> SendAsync(CookieClient browser, string method, string path, string? origin, string? token)
    {
        browser.Client.DefaultRequestHeaders.Remove("Origin");
        browser.Client.DefaultRequestHeaders.Remove(Header);
        var request = new HttpRequestMessage(new HttpMethod(method), path)
        {
            Content = method == "DELETE" ? null : new StringContent("{}", System.Text.Encoding.UTF8, "application/json"),
        };
        foreach (var (name, value) in ((string, string?)[])[("Origin", origin), (Header, token)])
        {
            if (value is not null)
            {
                request.Headers.TryAddWithoutValidation(name, value);
            }
        }

        return browser.Client.SendAsync(request);
    }
}
