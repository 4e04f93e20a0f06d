using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Mvc.Testing;
using Microsoft.Extensions.DependencyInjection;
using OrleansBackends.WebFrontend.Common;

namespace OrleansBackends.Tests.Common.Browser;

/// <summary>
/// The whole product under the address that it knows as its own, where addresses must be verified, and a browser beside it. Without Chromium neither
/// starts, and the tests that want them are skipped.
/// </summary>
public sealed class BrowserApp : IAsyncLifetime
{
    private readonly TemporaryFolder folder = new();
    private readonly Factory factory;
    private Chromium? chromium;

    public BrowserApp()
    {
        var port = FreePort.Next();
        Server = new Uri($"http://localhost:{port}");
        factory = new Factory(folder.Path, Server);
        factory.UseKestrel(port);
    }

    public Uri Server { get; }

    internal IGrainFactory Grains => factory.Services.GetRequiredService<IGrainFactory>();

    public async ValueTask InitializeAsync()
    {
        if (Chromium.Find() is { } program)
        {
            factory.StartServer();
            chromium = await Chromium.StartAsync(program);
        }
    }

    /// <summary>A window of somebody who was never here.</summary>
    internal async Task<BrowserPage> OpenAsync(string path)
    {
        Assert.SkipWhen(chromium is null, "Chromium is not installed.");
        var page = await chromium!.OpenAsync();
        await page.GoToAsync(Link(path));
        return page;
    }

    public Uri Link(string path) => new(Server, path);

    public async ValueTask DisposeAsync()
    {
        if (chromium is not null)
        {
            await chromium.DisposeAsync();
        }

        await factory.DisposeAsync();
        folder.Dispose();
    }

    private sealed class Factory(string folder, Uri server) : WebApplicationFactory<CurrentUser>
    {
        protected override void ConfigureWebHost(IWebHostBuilder builder)
        {
            builder.UseEnvironment("Development");
            builder.UseSetting("Storage:Folder", folder);
            builder.UseSetting("Accounts:SetupTokenFile", Path.Combine(folder, "setup-token"));
            builder.UseSetting("Accounts:RequireVerifiedEmail", "true");
            builder.UseSetting("Frontend:PublicUrl", server.AbsoluteUri);
            foreach (var (key, value) in Patience.Settings)
            {
                builder.UseSetting(key, value);
            }

            builder.ConfigureServices(services => services.AddPatience());
        }
    }
}
