using System.Net.Http.Json;
using System.Security.Cryptography;
using System.Text.Json;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.JwtBearer;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.SignalR.Client;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;

namespace OrleansBackends.Tests.Accounts;

public class TokenApiTests(AppFixture app)
{
    private const string Us = "http://localhost:8080";

    private static readonly string[] Admin = ["admin"];

    [Fact]
    public async Task A_token_says_what_the_page_promises()
    {
        var user = await app.CreateUserAsync();
        var token = new JsonWebToken(user.AccessToken);
        Assert.Equal(("ES256", "at+jwt", Us), (token.Alg, token.Typ, token.Issuer));
        Assert.Equal([Us], token.Audiences);
        Assert.Equal((user.Id.ToString(), user.SessionId.ToString()), (token.Subject, token.GetPayloadValue<string>("sid")));
        Assert.Equal(["pwd"], token.GetPayloadValue<string[]>("amr"));
        Assert.Equal((1, user.Username, false), (token.GetPayloadValue<int>("gen"), token.GetPayloadValue<string>("name"), token.GetPayloadValue<bool>("email_verified")));
        Assert.Equal(TimeSpan.FromMinutes(10), token.ValidTo - token.IssuedAt);
        Assert.NotEmpty(token.Id);
    }

    [Fact]
    public async Task The_framework_accepts_our_tokens_by_our_published_keys()
    {
        var user = await app.CreateUserAsync();
        var jwks = new JsonWebKeySet(await app.CreateClient().GetStringAsync(new Uri("/.well-known/jwks.json", UriKind.Relative)));
        await using var services = new ServiceCollection().AddLogging().AddAuthentication(JwtBearerDefaults.AuthenticationScheme)
            .AddJwtBearer(bearer => bearer.TokenValidationParameters = new TokenValidationParameters
            {
                ValidTypes = ["at+jwt"],
                ValidIssuer = Us,
                ValidAudience = Us,
                IssuerSigningKeys = jwks.GetSigningKeys(),
            }).Services.BuildServiceProvider();
        var context = new DefaultHttpContext { RequestServices = services };
        context.Request.Headers.Authorization = $"Bearer {user.AccessToken}";
        var result = await context.AuthenticateAsync();
        Assert.True(result.Succeeded, result.Failure?.Message);
    }

    [Fact]
    public async Task Where_anonymous_callers_may_come_a_dead_token_is_still_refused()
    {
        var user = await app.CreateUserAsync();
        user.Client.DefaultRequestHeaders.Authorization = new("Bearer", user.AccessToken[..^4]);
        await Problem.Read(await user.Client.PostAsJsonAsync("/api/links", new { url = "https://example.com/" }), 401, "unauthenticated");
    }

    [Fact]
    public async Task A_browser_sends_its_token_to_the_hub_in_the_address()
    {
        var user = await app.CreateUserAsync();
        var link = await (await user.Client.PostAsJsonAsync("/api/links", new { url = "https://example.com/" })).Content.ReadFromJsonAsync<JsonElement>();
        await using var hub = new HubConnectionBuilder().WithUrl(new Uri(app.Server, $"/hubs/live?access_token={user.AccessToken}")).Build();
        await hub.StartAsync();
        var topic = $"links:link:{link.GetProperty("code").GetString()}";
        Assert.Equal(topic, (await hub.InvokeAsync<JsonElement>("Subscribe", topic, null)).GetProperty("topic").GetString());
    }

    [Fact]
    public async Task A_token_without_signature_is_refused()
    {
        var user = await app.CreateUserAsync();
        var payload = user.AccessToken.Split('.')[1];
        await RefusesAsync($"{Base64UrlEncoder.Encode("""{"alg":"none","typ":"at+jwt"}""")}.{payload}.");
        await RefusesAsync($"{user.AccessToken.Split('.')[0]}.{payload}.");
    }

    [Fact]
    public async Task The_published_key_is_no_shared_secret()
    {
        var user = await app.CreateUserAsync();
        using var published = await app.CreateClient().ReadAsync("/jwks");
        Assert.Equal("public, max-age=300", published.Headers.CacheControl?.ToString());
        var jwk = (await published.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("keys")[0];
        byte[] secret = [.. Base64UrlEncoder.DecodeBytes(jwk.Text("x")), .. Base64UrlEncoder.DecodeBytes(jwk.Text("y"))];
        var key = new SymmetricSecurityKey(secret) { KeyId = jwk.Text("kid") };
        await RefusesAsync(Forge(user, new SigningCredentials(key, SecurityAlgorithms.HmacSha256), "at+jwt"));
    }

    [Fact]
    public async Task Keys_of_others_are_refused_under_their_own_name_and_under_ours()
    {
        var user = await app.CreateUserAsync();
        var ours = new JsonWebToken(user.AccessToken).Kid;
        foreach (var kid in (string?[])["foreign", ours, null])
        {
            using var ecdsa = ECDsa.Create(ECCurve.NamedCurves.nistP256);
            await RefusesAsync(Forge(user, new SigningCredentials(new ECDsaSecurityKey(ecdsa) { KeyId = kid }, SecurityAlgorithms.EcdsaSha256), "at+jwt"));
        }
    }

    [Theory]
    [InlineData("")]
    [InlineData("x")]
    [InlineData("a.b.c")]
    [InlineData("eyJhbGciOiJFUzI1NiJ9.e30.AAAA")]
    public async Task Other_texts_are_no_tokens(string token) => await RefusesAsync(token);

    [Fact]
    public async Task A_token_that_was_changed_is_refused()
    {
        var user = await app.CreateUserAsync();
        var parts = user.AccessToken.Split('.');
        var claims = Base64UrlEncoder.Decode(parts[1]).Replace("\"roles\":[]", "\"roles\":[\"admin\"]", StringComparison.Ordinal);
        await RefusesAsync($"{parts[0]}.{Base64UrlEncoder.Encode(claims)}.{parts[2]}");
    }

    [Fact]
    public async Task Keys_rotate_while_requests_run()
    {
        var admin = await app.CreateUserAsync("admin");
        var user = await app.CreateUserAsync();
        var before = new JsonWebToken(user.AccessToken).Kid;
        var calls = Enumerable.Range(0, 200).Select(async i =>
        {
            if (i == 50)
            {
                await admin.Client.PostJsonAsync("/admin/keys/rotate", null).IsAsync(200);
            }

            await user.Client.ReadAsync("/me").IsAsync(200);
        });
        await Task.WhenAll(calls);

        var fresh = await app.OpenSessionAsync(user.Id);
        Assert.NotEqual(before, new JsonWebToken(fresh.AccessToken).Kid);
        await fresh.Client.ReadAsync("/me").IsAsync(200);
        await user.Client.ReadAsync("/me").IsAsync(200);
        var published = (await app.CreateClient().ReadAsync("/jwks").JsonAsync()).GetProperty("keys").EnumerateArray().Select(k => k.Text("kid"));
        Assert.Contains(before, published);
    }

    private static string Forge(SignedInUser user, SigningCredentials credentials, string type) => new JsonWebTokenHandler().CreateToken(new SecurityTokenDescriptor
    {
        TokenType = type,
        Issuer = Us,
        Audience = Us,
        Expires = DateTime.UtcNow.AddMinutes(5),
        SigningCredentials = credentials,
        Claims = new Dictionary<string, object> { ["sub"] = user.Id.ToString(), ["sid"] = user.SessionId.ToString(), ["gen"] = 1, ["roles"] = Admin },
    });

    private async Task RefusesAsync(string token)
    {
        var client = app.CreateClient();
        client.DefaultRequestHeaders.TryAddWithoutValidation("Authorization", $"Bearer {token}");
        await client.ReadAsync("/me").IsRefusedAsync(401, "unauthenticated");
    }
}
