using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.Extensions.Logging;
using OrleansBackends.Tests.Accounts.OAuth;
using OrleansBackends.Tests.Common.Browser;

namespace OrleansBackends.Tests.Accounts.Browser;

/// <summary>An application of somebody else, on another origin of this machine; its page shows with what people come back.</summary>
internal sealed class OtherApplication : IAsyncDisposable
{
    private readonly WebApplication pages;
    private readonly string id;

    private OtherApplication(WebApplication pages, string id, Uri server) => (this.pages, this.id, Server) = (pages, id, server);

    public Uri Server { get; }

    /// <summary>Where a click on "sign in" leads.</summary>
    public string SignIn => QueryHelpers.AddQueryString("/connect/authorize", new Dictionary<string, string?>
    {
        ["client_id"] = id,
        ["redirect_uri"] = new Uri(Server, "/back").AbsoluteUri,
        ["response_type"] = "code",
        ["scope"] = "openid links:read",
        ["state"] = "s",
        ["code_challenge"] = OAuthData.Challenge,
        ["code_challenge_method"] = "S256",
    });

    public string SignOut => QueryHelpers.AddQueryString("/connect/logout", new Dictionary<string, string?>
    {
        ["client_id"] = id,
        ["post_logout_redirect_uri"] = new Uri(Server, "/bye").AbsoluteUri,
    });

    public static async Task<OtherApplication> StartAsync(BrowserApp app)
    {
        var server = new Uri($"http://127.0.0.1:{FreePort.Next()}");
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls(server.AbsoluteUri);
        var pages = builder.Build();
        pages.MapGet("/back", (HttpRequest request) => $"back {(request.Query.ContainsKey("code") ? "with a code" : request.Query["error"])}");
        pages.MapGet("/bye", () => "bye");
        await pages.StartAsync();
        (await app.Grains.NewClient(out var id).Register(
            OAuthData.Settings with { RedirectUris = ["http://127.0.0.1/back"], PostLogoutRedirectUris = ["http://127.0.0.1/bye"] }, null, OAuthData.Admin)).Require();
        return new OtherApplication(pages, id, server);
    }

    public ValueTask DisposeAsync() => pages.DisposeAsync();
}
