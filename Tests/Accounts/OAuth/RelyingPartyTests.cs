using System.Security.Claims;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace OrleansBackends.Tests.Accounts.OAuth;

/// <summary>The framework's own handlers as an application of somebody else, which runs on a port of this machine.</summary>
public class RelyingPartyTests(AppFixture app)
{
    private const string Cookies = "cookies";
    private const string OpenId = "oidc";
    private const string Bearer = "bearer";

    [Fact]
    public async Task The_frameworks_handlers_sign_people_in_and_take_their_tokens()
    {
        // Registered without a port, as RFC 8252 has it for applications on one's own machine.
        var client = await OAuthApp.RegisterAsync(app, redirectUri: "http://127.0.0.1/signin-oidc");
        var server = new Uri($"http://127.0.0.1:{FreePort.Next()}");
        await using var party = Build(client, server);
        await party.StartAsync();
        using var visitor = new HttpClient(new SocketsHttpHandler { AllowAutoRedirect = false }) { BaseAddress = server };

        var user = await app.CreateUserAsync();
        var browser = await new CookieClient(app).SignInAsync(user);
        using var sent = await visitor.GetAsync("/");
        var back = await OAuthApp.PassAsync(browser.Client, sent.Headers.Location!.AbsoluteUri);
        Assert.Equal(server.Authority, back.Authority);
        using var signedIn = await visitor.GetAsync(back);
        Assert.Equal(302, (int)signedIn.StatusCode);
        Assert.Equal($"{user.Id} {user.Username}", await visitor.GetStringAsync("/"));

        var token = await visitor.GetStringAsync("/token");
        visitor.DefaultRequestHeaders.Authorization = new("Bearer", token);
        Assert.Equal(user.Id.ToString(), await visitor.GetStringAsync("/api"));
    }

    private WebApplication Build(OAuthApp client, Uri server)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls(server.AbsoluteUri);
        builder.Services.AddAuthorization();
        builder.Services.AddAuthentication(Cookies)
            .AddCookie(Cookies, cookie => cookie.ForwardChallenge = OpenId)
            .AddOpenIdConnect(OpenId, oidc =>
            {
                oidc.Authority = CookieClient.Origin;
                oidc.RequireHttpsMetadata = false;
                (oidc.ClientId, oidc.ClientSecret) = (client.Id, client.Secret);
                (oidc.ResponseType, oidc.ResponseMode) = ("code", "query");
                (oidc.SaveTokens, oidc.GetClaimsFromUserInfoEndpoint, oidc.MapInboundClaims) = (true, true, false);
                (oidc.CorrelationCookie.SecurePolicy, oidc.CorrelationCookie.SameSite) = (CookieSecurePolicy.None, SameSiteMode.Lax);
                (oidc.NonceCookie.SecurePolicy, oidc.NonceCookie.SameSite) = (CookieSecurePolicy.None, SameSiteMode.Lax);
                oidc.BackchannelHttpHandler = new Rerouted(app.Server);
            })
            .AddJwtBearer(Bearer, bearer =>
            {
                bearer.Authority = CookieClient.Origin;
                bearer.Audience = CookieClient.Origin;
                bearer.RequireHttpsMetadata = false;
                bearer.MapInboundClaims = false;
                bearer.TokenValidationParameters.ValidTypes = ["at+jwt"];
                bearer.BackchannelHttpHandler = new Rerouted(app.Server);
            });
        var party = builder.Build();
        party.UseAuthentication();
        party.UseAuthorization();
        party.MapGet("/", (ClaimsPrincipal user) => $"{user.FindFirstValue("sub")} {user.FindFirstValue("preferred_username")}").RequireAuthorization(By(Cookies));
        party.MapGet("/token", (HttpContext context, ClaimsPrincipal user) => context.GetTokenAsync("access_token")).RequireAuthorization(By(Cookies));
        party.MapGet("/api", (ClaimsPrincipal user) => user.FindFirstValue("sub")).RequireAuthorization(By(Bearer));
        return party;
    }

    private static AuthorizationPolicy By(string scheme) => new AuthorizationPolicyBuilder(scheme).RequireAuthenticatedUser().Build();

    /// <summary>The provider's public name is not where the test reaches it.</summary>
    private sealed class Rerouted(Uri server) : DelegatingHandler(new SocketsHttpHandler())
    {
        protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            request.RequestUri = new Uri(server, request.RequestUri!.PathAndQuery);
            return base.SendAsync(request, cancellationToken);
        }
    }
}
