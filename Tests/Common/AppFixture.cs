using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Mvc.Testing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using OrleansBackends.WebFrontend.Common;

[assembly: AssemblyFixture(typeof(OrleansBackends.Tests.Common.AppFixture))]

namespace OrleansBackends.Tests.Common;

/// <summary>The whole product in embedded mode, as it starts by itself, on a free port of this machine and with a data folder of its own.</summary>
public sealed class AppFixture : IAsyncLifetime
{
    private readonly TemporaryFolder folder = new();
    private readonly Factory factory;
    private TestClients? clients;

    public AppFixture() => factory = new Factory(folder.Path, null);

    /// <param name="log">Gets all that is logged at the levels that the product sets.</param>
    internal AppFixture(ILoggerProvider log) => factory = new Factory(folder.Path, log);

    public IServiceProvider Services => factory.Services;

    public IGrainFactory Grains => Services.GetRequiredService<IGrainFactory>();

    /// <summary>Where the process leaves the token of the first admin.</summary>
    public string SetupTokenFile => Path.Combine(folder.Path, "setup-token");

    public Uri Server => clients!.Server;

    public ValueTask InitializeAsync()
    {
        factory.UseKestrel(0);
        factory.StartServer();
        var addresses = factory.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses;
        clients = new TestClients(new Uri(addresses.Single()));
        return ValueTask.CompletedTask;
    }

    /// <summary>An anonymous client, with an address of its own. It follows no redirects and keeps no cookies.</summary>
    public HttpClient CreateClient() => clients!.Create();

    /// <summary>A client who is this user, without the way through sign-in.</summary>
    public HttpClient CreateClient(UserId user, params string[] roles) => clients!.Create().As(user, roles);

    public async ValueTask DisposeAsync()
    {
        clients?.Dispose();
        await factory.DisposeAsync();
        folder.Dispose();
    }

    private sealed class Factory(string folder, ILoggerProvider? log) : WebApplicationFactory<CurrentUser>
    {
        protected override void ConfigureWebHost(IWebHostBuilder builder)
        {
            builder.UseEnvironment("Development");
            builder.UseSetting("Storage:Folder", folder);
            builder.UseSetting("Accounts:SetupTokenFile", Path.Combine(folder, "setup-token"));
            builder.UseSetting("Accounts:RequireSecondFactor", "true");
            builder.UseSetting("Proxy:Known", "127.0.0.0/8,::1/128");
            foreach (var (key, value) in Patience.Settings)
            {
                builder.UseSetting(key, value);
            }

            builder.ConfigureServices(services => services.AddTestUsers().AddPatience());
            if (log is not null)
            {
                builder.ConfigureLogging(logging => logging.AddProvider(log));
            }
        }
    }
}
