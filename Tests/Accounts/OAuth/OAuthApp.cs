using System.Net;
using System.Text.RegularExpressions;

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
