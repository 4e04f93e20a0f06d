using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;
using System.Web;

namespace OrleansBackends.Tests.Accounts.OAuth;

public partial class ProviderRouteTests(AppFixture app)
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
        var (client, code) = await OAuthApp.CodeAsync(app);
        Assert.Equal(200, (await client.ExchangeAsync(app, code, basic)).Status);
        var (status, body) = await (client with { Secret = "obc_wrong" }).ExchangeAsync(app, code, basic);
        Assert.Equal((401, "invalid_client"), (status, body.Text("error")));
    }

    [Theory]
    [InlineData("token")]
    [InlineData("introspect")]
    [InlineData("revoke")]
    public async Task A_confidential_client_without_its_secret_is_nobody(string route)
    {
        var (client, code) = await OAuthApp.CodeAsync(app);
        using var machine = app.CreateClient();
        using var answer = await machine.PostAsync($"/connect/{route}", new FormUrlEncodedContent(new Dictionary<string, string>
        {
            ["grant_type"] = "authorization_code", ["code"] = code, ["token"] = code, ["redirect_uri"] = OAuthApp.RedirectUri,
            ["code_verifier"] = OAuthData.Verifier, ["client_id"] = client.Id,
        }));
        Assert.Equal((401, "invalid_client"), ((int)answer.StatusCode, (await answer.Content.ReadFromJsonAsync<JsonElement>()).Text("error")));
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
    public async Task Grants_that_nobody_has_and_those_of_others_are_refused()
    {
        var client = await OAuthApp.RegisterAsync(app);
        var other = (await app.Grains.NewClient(out var id).Register(OAuthData.Settings, null, OAuthData.Admin)).Require();
        using var machine = app.CreateClient();
        Assert.Equal("unsupported_grant_type", await RefusalAsync(("grant_type", "password"), ("client_id", client.Id), ("client_secret", client.Secret!), ("username", "u"), ("password", "p")));
        Assert.Equal("invalid_request", await RefusalAsync(("grant_type", "client_credentials"), ("client_id", client.Id)));
        Assert.Equal("unauthorized_client", await RefusalAsync(("grant_type", "client_credentials"), ("client_id", id), ("client_secret", other.Secret!)));

        async Task<string> RefusalAsync(params (string Name, string Value)[] form)
        {
            using var answer = await machine.PostAsync("/connect/token", new FormUrlEncodedContent(form.ToDictionary(f => f.Name, f => f.Value)));
            return (await answer.Content.ReadFromJsonAsync<JsonElement>()).Text("error");
        }
    }

    [Fact]
    public async Task Of_a_user_only_a_token_given_for_it_tells()
    {
        var client = await OAuthApp.RegisterAsync(app);
        using var browser = await new CookieClient(app).SignInAsync(await app.CreateUserAsync());
        var back = await OAuthApp.PassAsync(browser.Client, CookieClient.Origin + client.Authorize(("scope", "links:read")));
        var narrow = (await client.ExchangeAsync(app, HttpUtility.ParseQueryString(back.Query)["code"]!)).Body;
        Assert.False(narrow.TryGetProperty("id_token", out _));
        Assert.Equal((403, "insufficient_scope"), await AskAsync(narrow.Text("access_token")));
        Assert.Equal((401, "invalid_token"), await AskAsync((await app.CreateUserAsync()).AccessToken));
        Assert.Equal((401, "invalid_token"), await AskAsync("nonsense"));

        async Task<(int, string?)> AskAsync(string token)
        {
            using var machine = app.CreateClient();
            machine.DefaultRequestHeaders.Authorization = new("Bearer", token);
            using var answer = await machine.GetAsync("/connect/userinfo");
            return ((int)answer.StatusCode, Error().Match(answer.Headers.WwwAuthenticate.ToString()).Groups[1].Value);
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

    [GeneratedRegex("error=\"([a-z_]+)\"")]
    private static partial Regex Error();
}
