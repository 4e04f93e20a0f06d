using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using System.Web;

namespace OrleansBackends.Tests.Accounts.OAuth;

public class ProviderRouteTests(AppFixture app)
{
    private const int PerMinute = 120;

    [Fact]
    public async Task Discovery_names_everything_by_our_public_address_whatever_the_host()
    {
        using var client = app.CreateClient();
        client.DefaultRequestHeaders.Host = "internal.example.net";
        var found = await client.GetFromJsonAsync<JsonElement>("/.well-known/openid-configuration");
        var addresses = found.EnumerateObject().Where(m => m.Name.EndsWith("_endpoint", StringComparison.Ordinal)).ToDictionary(m => m.Name, m => m.Value.GetString());
        Assert.Equal(
            new Dictionary<string, string?>
            {
                ["authorization_endpoint"] = "http://localhost:8080/connect/authorize",
                ["token_endpoint"] = "http://localhost:8080/connect/token",
                ["userinfo_endpoint"] = "http://localhost:8080/connect/userinfo",
                ["introspection_endpoint"] = "http://localhost:8080/connect/introspect",
                ["revocation_endpoint"] = "http://localhost:8080/connect/revoke",
                ["end_session_endpoint"] = "http://localhost:8080/connect/logout",
            },
            addresses);
        Assert.Equal(("http://localhost:8080", "http://localhost:8080/.well-known/jwks.json"), (found.Text("issuer"), found.Text("jwks_uri")));
        Assert.Equal(["code"], Texts("response_types_supported"));
        Assert.Equal(["authorization_code", "client_credentials", "refresh_token"], Texts("grant_types_supported").Order());
        Assert.Equal(["S256"], Texts("code_challenge_methods_supported"));
        Assert.Equal(["ES256", "RS256"], Texts("id_token_signing_alg_values_supported").Order());
        Assert.True(found.GetProperty("authorization_response_iss_parameter_supported").GetBoolean());

        IEnumerable<string?> Texts(string name) => found.GetProperty(name).EnumerateArray().Select(text => text.GetString());
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_client_names_itself_in_the_form_or_in_the_header(bool basic)
    {
        var (client, code) = await CodeAsync();
        Assert.Equal(200, (await client.ExchangeAsync(app, code, basic)).Status);
        var (status, body) = await (client with { Secret = "obc_wrong" }).ExchangeAsync(app, code, basic);
        Assert.Equal((401, "invalid_client"), (status, body.Text("error")));
    }

    [Fact]
    public async Task A_code_is_burnt_by_an_attempt_with_another_address()
    {
        var (client, code) = await CodeAsync();
        foreach (var uri in (string[])[OAuthApp.RedirectUri + "/", OAuthApp.RedirectUri])
        {
            var (status, body) = await client.ExchangeAsync(app, code, redirectUri: uri);
            Assert.Equal((400, "invalid_grant"), (status, body.Text("error")));
        }
    }

    [Fact]
    public async Task A_request_without_challenge_goes_back_refused()
    {
        var client = await OAuthApp.RegisterAsync(app);
        using var browser = await new CookieClient(app).SignInAsync(await app.CreateUserAsync());
        foreach (var wish in ((string, string)[])[("code_challenge", ""), ("code_challenge_method", "plain"), ("response_type", "token")])
        {
            var back = await OAuthApp.PassAsync(browser.Client, CookieClient.Origin + client.Authorize(wish));
            Assert.Equal(OAuthApp.RedirectUri, back.GetLeftPart(UriPartial.Path));
            // What would have been an answer in the fragment is refused there.
            var answer = HttpUtility.ParseQueryString(back.Fragment.Length > 0 ? back.Fragment[1..] : back.Query);
            Assert.Equal(wish.Item1 == "response_type" ? "unsupported_response_type" : "invalid_request", answer["error"]);
        }
    }

    [Fact]
    public async Task Calls_are_counted_for_each_client_at_each_address()
    {
        using var machine = app.CreateClient();
        for (var i = 0; i < PerMinute; i++)
        {
            await AskAsync(machine, "one").IsAsync(401);
        }

        // What has been granted back meanwhile is soon used up too.
        await TestTime.Eventually(async () => (await AskAsync(machine, "one")).StatusCode == System.Net.HttpStatusCode.TooManyRequests, "the client to be limited");
        await AskAsync(machine, "other").IsAsync(401);
        using var elsewhere = app.CreateClient();
        await AskAsync(elsewhere, "one").IsAsync(401);
    }

    private static Task<HttpResponseMessage> AskAsync(HttpClient machine, string client)
    {
        var request = new HttpRequestMessage(HttpMethod.Post, "/connect/token") { Content = new FormUrlEncodedContent([new("grant_type", "client_credentials")]) };
        request.Headers.Authorization = new("Basic", Convert.ToBase64String(Encoding.UTF8.GetBytes($"{client}:secret")));
        return machine.SendAsync(request);
    }

    private async Task<(OAuthApp Client, string Code)> CodeAsync()
    {
        var client = await OAuthApp.RegisterAsync(app);
        using var browser = await new CookieClient(app).SignInAsync(await app.CreateUserAsync());
        var back = await OAuthApp.PassAsync(browser.Client, CookieClient.Origin + client.Authorize());
        return (client, HttpUtility.ParseQueryString(back.Query)["code"]!);
    }
}
