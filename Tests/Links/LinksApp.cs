using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Mvc.Testing;
using Microsoft.Extensions.DependencyInjection;
using OrleansBackends.Tests.Links.Stats;
using OrleansBackends.WebFrontend.Common;

namespace OrleansBackends.Tests.Links;

/// <summary>The product with the settings of links that differ from their defaults: a file of countries, and little room for each owner.</summary>
public sealed class LinksApp : IAsyncLifetime
{
    public const int MaxPerOwner = 3;

    private readonly TemporaryFolder folder = new();
    private readonly Factory factory;
    private TestClients? clients;

    public LinksApp() => factory = new Factory(folder.Path);

    public ValueTask InitializeAsync()
    {
        CountryFile.Write(Path.Combine(folder.Path, "countries.mmdb"), ("10.0.0.0/8", "AT"));
        factory.UseKestrel(0);
        factory.StartServer();
        var addresses = factory.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses;
        clients = new TestClients(new Uri(addresses.Single()));
        return ValueTask.CompletedTask;
    }

    public HttpClient CreateClient() => clients!.Create();

    public HttpClient CreateClient(UserId user) => clients!.Create().As(user);

    public async ValueTask DisposeAsync()
    {
        clients?.Dispose();
        await factory.DisposeAsync();
        folder.Dispose();
    }

    private sealed class Factory(string folder) : WebApplicationFactory<CurrentUser>
    {
        protected override void ConfigureWebHost(IWebHostBuilder builder)
        {
            builder.UseEnvironment("Development");
            builder.UseSetting("Storage:Folder", folder);
            builder.UseSetting("Accounts:SetupTokenFile", Path.Combine(folder, "setup-token"));
            builder.UseSetting("Proxy:Known", "127.0.0.0/8,::1/128");
            builder.UseSetting("Links:GeoIpFile", Path.Combine(folder, "countries.mmdb"));
            builder.UseSetting("Links:MaxPerOwner", $"{MaxPerOwner}");
            builder.ConfigureServices(services => services.AddTestUsers());
        }
    }
}
