using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;
using System.Web;
using Microsoft.AspNetCore.WebUtilities;

namespace OrleansBackends.Tests.Accounts.OAuth;

/// <summary>A client that an admin has registered, and its user's browser.</summary>
internal sealed partial record OAuthApp(string Id, string? Secret)
{
    public const string RedirectUri = "https://app.example.com/back";
    public const string AfterLogout = "https://app.example.com/bye";

    public static async Task<OAuthApp> RegisterAsync(AppFixture app, string type = "confidential", string alg = "RS256", string redirectUri = RedirectUri)
    {
        var admin = await app.CreateUserAsync("admin");
        string[] grants = type == "public" ? ["authorization_code", "refresh_token"] : ["authorization_code", "refresh_token", "client_credentials"];
        var made = await admin.Client.PostJsonAsync("/admin/clients", new
        {
            name = "Some application",
            type,
            redirectUris = (string[])[redirectUri],
            postLogoutRedirectUris = (string[])[AfterLogout],
            grants,
            scopes = (string[])["openid", "profile", "email", "offline_access", "links:read"],
            idTokenAlg = alg,
        }).JsonAsync(201);
        var secret = made.TryGetProperty("secret", out var shown) ? shown.GetString() : null;
        return new OAuthApp(made.GetProperty("client").Text("clientId"), secret);
    }

    /// <summary>The path by which a client sends somebody here, with some parameters of one's own.</summary>
    public string Authorize(params (string Name, string Value)[] wishes)
    {
        var query = new Dictionary<string, string?>
        {
            ["client_id"] = Id,
            ["redirect_uri"] = RedirectUri,
            ["response_type"] = "code",
            ["scope"] = "openid",
            ["state"] = "s",
            ["code_challenge"] = OAuthData.Challenge,
            ["code_challenge_method"] = "S256",
        };
        foreach (var (name, value) in wishes)
        {
            query[name] = value;
        }

        return QueryHelpers.AddQueryString("/connect/authorize", query);
    }

    /// <summary>Asks for tokens with the code that came of <see cref="Authorize"/>, and the secret in the form or, where <paramref name="basic"/>, in the header.</summary>
    public async Task<(int Status, JsonElement Body)> ExchangeAsync(AppFixture app, string code, bool basic = false, string? redirectUri = null)
    {
        var form = Exchange(code);
        form["redirect_uri"] = redirectUri ?? RedirectUri;
        if (!basic)
        {
            return await ExchangeAsync(app, form);
        }

        form.Remove("client_id");
        form.Remove("client_secret");
        return await ExchangeAsync(app, form, new("Basic", Convert.ToBase64String(Encoding.UTF8.GetBytes($"{Id}:{Secret}"))));
    }

    /// <summary>A new client and a code for a new user.</summary>
    public static async Task<(OAuthApp Client, string Code)> CodeAsync(AppFixture app)
    {
        var client = await RegisterAsync(app);
        using var browser = await new CookieClient(app).SignInAsync(await app.CreateUserAsync());
        var back = await PassAsync(browser.Client, CookieClient.Origin + client.Authorize());
        return (client, HttpUtility.ParseQueryString(back.Query)["code"]!);
    }

    /// <summary>What the client says for tokens.</summary>
    public Dictionary<string, string> Exchange(string code) => new()
    {
        ["grant_type"] = "authorization_code", ["code"] = code, ["redirect_uri"] = RedirectUri, ["code_verifier"] = OAuthData.Verifier,
        ["client_id"] = Id, ["client_secret"] = Secret!,
    };

    public static async Task<(int Status, JsonElement Body)> ExchangeAsync(
        AppFixture app, Dictionary<string, string> form, AuthenticationHeaderValue? authorization = null)
    {
        using var client = app.CreateClient();
        client.DefaultRequestHeaders.Authorization = authorization;
        using var answer = await client.PostAsync("/connect/token", new FormUrlEncodedContent(form));
        return ((int)answer.StatusCode, await answer.Content.ReadFromJsonAsync<JsonElement>());
    }

    /// <summary>Follows the way to the client as a browser does: consents where asked, and answers where it is sent.</summary>
    public static async Task<Uri> PassAsync(HttpClient browser, string url, string decision = "allow")
    {
        var asked = await browser.GetAsync(new Uri(url).PathAndQuery);
        if (asked.StatusCode == HttpStatusCode.OK)
        {
            var page = await asked.Content.ReadAsStringAsync();
            Assert.Contains("Allow Some application?", page, StringComparison.Ordinal);
            Assert.Contains("frame-ancestors 'none'", asked.Headers.GetValues("Content-Security-Policy").Single(), StringComparison.Ordinal);
            var fields = new Dictionary<string, string>();
            foreach (Match field in Hidden().Matches(page[page.IndexOf("action=\"/connect/authorize\"", StringComparison.Ordinal)..]))
            {
                fields[WebUtility.HtmlDecode(field.Groups[1].Value)] = WebUtility.HtmlDecode(field.Groups[2].Value);
            }

            fields["decision"] = decision;
            asked = await browser.PostAsync("/connect/authorize", new FormUrlEncodedContent(fields));
        }

        Assert.True(asked.StatusCode is HttpStatusCode.Redirect or HttpStatusCode.SeeOther, $"{asked.StatusCode}: {await asked.Content.ReadAsStringAsync()}");
        return new Uri(new Uri(CookieClient.Origin), asked.Headers.Location!);
    }

    [GeneratedRegex("<input type=\"hidden\" name=\"([^\"]+)\" value=\"([^\"]*)\"")]
    private static partial Regex Hidden();
}
