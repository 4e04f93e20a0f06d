using System.Net.Http.Json;
using System.Text.Json;
using System.Web;

namespace OrleansBackends.Tests.Accounts.OAuth;

public class OpenIdClientTests(AppFixture app)
{
    private const string Scopes = "openid profile email offline_access links:read";

    [Theory]
    [InlineData("RS256", "confidential")]
    [InlineData("ES256", "public")]
    public async Task Another_implementation_runs_the_whole_code_flow(string alg, string type)
    {
        var client = await OAuthApp.RegisterAsync(app, type, alg);
        await using var node = await OpenIdClient.StartAsync(app, client);
        var (user, browser) = await SignInAsync();
        var tokens = await GrantAsync(node, browser);

        var id = await node.DoAsync("verify", new { token = tokens.Text("id_token"), audience = client.Id, type = "JWT" });
        Assert.Equal(alg, id.GetProperty("header").Text("alg"));
        Assert.Equal((user.Id.ToString(), user.Email), (id.GetProperty("payload").Text("sub"), id.GetProperty("payload").Text("email")));
        var access = await node.DoAsync("verify", new { token = tokens.Text("access_token"), audience = CookieClient.Origin, type = "at+jwt" });
        Assert.Equal("ES256", access.GetProperty("header").Text("alg"));
        Assert.Equal(client.Id, access.GetProperty("payload").Text("client_id"));
        Assert.False(access.GetProperty("payload").TryGetProperty("roles", out _));

        var me = await node.DoAsync("userinfo", new { token = tokens.Text("access_token"), subject = user.Id.ToString() });
        Assert.Equal(user.Username, me.Text("preferred_username"));
        using (var api = app.CreateClient())
        {
            api.DefaultRequestHeaders.Authorization = new("Bearer", tokens.Text("access_token"));
            await api.GetAsync("/api/links").IsAsync(200);
            await api.PostAsJsonAsync("/api/links", new { url = "https://example.com/elsewhere" }).IsAsync(403);
            await api.ReadAsync("/me").IsRefusedAsync(403, "session-required");
            await api.ReadAsync("/sessions").IsRefusedAsync(403, "session-required");
        }

        var next = await node.DoAsync("refresh", new { token = tokens.Text("refresh_token") });
        Assert.NotEqual(tokens.Text("refresh_token"), next.Text("refresh_token"));

        if (type == "confidential")
        {
            Assert.True((await node.DoAsync("introspect", new { token = next.Text("access_token") })).GetProperty("active").GetBoolean());
        }

        await node.DoAsync("revoke", new { token = next.Text("refresh_token") });
        Assert.Equal("invalid_grant", await node.RefusedAsync("refresh", new { token = next.Text("refresh_token") }));
        if (type == "confidential")
        {
            Assert.False((await node.DoAsync("introspect", new { token = next.Text("access_token") })).GetProperty("active").GetBoolean());
        }

        var logout = await node.DoAsync("logout", new { idToken = tokens.Text("id_token"), redirectUri = OAuthApp.AfterLogout, state = "s" });
        Assert.Equal(OAuthApp.AfterLogout + "?state=s", (await OAuthApp.PassAsync(browser.Client, logout.Text("url"))).AbsoluteUri);
        Assert.Null(browser.Session);
    }

    [Fact]
    public async Task Consent_is_asked_once_and_can_be_refused_and_taken_back()
    {
        var client = await OAuthApp.RegisterAsync(app);
        await using var node = await OpenIdClient.StartAsync(app, client);
        var (_, browser) = await SignInAsync();
        var begun = await BeginAsync(node);
        Assert.Equal("access_denied", Query(await OAuthApp.PassAsync(browser.Client, begun.Text("url"), "deny"), "error"));

        var tokens = await GrantAsync(node, browser);
        using var again = await browser.Client.GetAsync(new Uri((await BeginAsync(node)).Text("url")).PathAndQuery);
        Assert.Equal(302, (int)again.StatusCode);

        var allowed = await browser.Client.ReadAsync("/authorizations").JsonAsync();
        foreach (var item in allowed.GetProperty("items").EnumerateArray())
        {
            await browser.Client.RemoveAsync($"/authorizations/{item.Text("id")}").IsAsync(204);
        }

        Assert.Equal("invalid_grant", await node.RefusedAsync("refresh", new { token = tokens.Text("refresh_token") }));
        using var asked = await browser.Client.GetAsync(new Uri((await BeginAsync(node)).Text("url")).PathAndQuery);
        Assert.Equal(200, (int)asked.StatusCode);
    }

    [Fact]
    public async Task What_the_standards_refuse_is_refused_in_their_words()
    {
        var client = await OAuthApp.RegisterAsync(app);
        await using var node = await OpenIdClient.StartAsync(app, client);
        var (_, browser) = await SignInAsync();

        var begun = await BeginAsync(node);
        var back = await OAuthApp.PassAsync(browser.Client, begun.Text("url"));
        Assert.Equal("invalid_grant", await FinishRefusedAsync(node, back, begun, verifier: new string('x', 43)));
        Assert.Equal("invalid_grant", await FinishRefusedAsync(node, back, begun));

        var tokens = await GrantAsync(node, browser);
        Assert.Equal("invalid_scope", await node.RefusedAsync("refresh", new { token = tokens.Text("refresh_token"), scope = "openid links:write" }));
        var second = await node.DoAsync("refresh", new { token = tokens.Text("refresh_token") });
        await node.DoAsync("refresh", new { token = second.Text("refresh_token") });
        Assert.Equal("invalid_grant", await node.RefusedAsync("refresh", new { token = tokens.Text("refresh_token") }));
        Assert.False((await node.DoAsync("introspect", new { token = second.Text("access_token") })).GetProperty("active").GetBoolean());

        var wide = await node.DoAsync("begin", new { redirectUri = OAuthApp.RedirectUri, scope = "openid links:write" });
        Assert.Equal("invalid_scope", Query(await OAuthApp.PassAsync(browser.Client, wide.Text("url")), "error"));
        var elsewhere = await node.DoAsync("begin", new { redirectUri = OAuthApp.RedirectUri + "/x", scope = "openid" });
        using var page = await browser.Client.GetAsync(new Uri(elsewhere.Text("url")).PathAndQuery);
        Assert.Equal((400, null), ((int)page.StatusCode, page.Headers.Location));
    }

    [Fact]
    public async Task A_client_acts_for_itself_and_learns_only_of_its_own_tokens()
    {
        var client = await OAuthApp.RegisterAsync(app);
        await using var node = await OpenIdClient.StartAsync(app, client);
        var own = await node.DoAsync("own", new { scope = "links:read" });
        Assert.True((await node.DoAsync("introspect", new { token = own.Text("access_token") })).GetProperty("active").GetBoolean());
        Assert.Equal("invalid_scope", await node.RefusedAsync("own", new { scope = "openid" }));

        await using var stranger = await OpenIdClient.StartAsync(app, await OAuthApp.RegisterAsync(app));
        Assert.False((await stranger.DoAsync("introspect", new { token = own.Text("access_token") })).GetProperty("active").GetBoolean());
        await using var liar = await OpenIdClient.StartAsync(app, client with { Secret = "obc_wrong" });
        Assert.Equal("OAUTH_WWW_AUTHENTICATE_CHALLENGE", await liar.RefusedAsync("own", new { scope = "links:read" }));

        using var api = app.CreateClient();
        api.DefaultRequestHeaders.Authorization = new("Bearer", own.Text("access_token"));
        await api.ReadAsync("/me").IsRefusedAsync(401, "unauthenticated");
    }

    private static Task<JsonElement> BeginAsync(OpenIdClient node) => node.DoAsync("begin", new { redirectUri = OAuthApp.RedirectUri, scope = Scopes });

    private static async Task<JsonElement> GrantAsync(OpenIdClient node, CookieClient browser)
    {
        var begun = await BeginAsync(node);
        var back = await OAuthApp.PassAsync(browser.Client, begun.Text("url"));
        return await node.DoAsync("finish", Finish(back, begun, begun.Text("verifier")));
    }

    private static Task<string> FinishRefusedAsync(OpenIdClient node, Uri back, JsonElement begun, string? verifier = null) =>
        node.RefusedAsync("finish", Finish(back, begun, verifier ?? begun.Text("verifier")));

    private static Dictionary<string, string> Finish(Uri back, JsonElement begun, string verifier) =>
        new() { ["url"] = back.AbsoluteUri, ["verifier"] = verifier, ["state"] = begun.Text("state"), ["nonce"] = begun.Text("nonce") };

    private static string? Query(Uri uri, string name) => HttpUtility.ParseQueryString(uri.Query)[name];

    private async Task<(SignedInUser User, CookieClient Browser)> SignInAsync()
    {
        var user = await app.CreateUserAsync();
        return (user, await new CookieClient(app).SignInAsync(user));
    }
}
