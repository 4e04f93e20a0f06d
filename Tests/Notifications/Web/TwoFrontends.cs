using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Mvc.Testing;
using Microsoft.Extensions.DependencyInjection;
using OrleansBackends.Tests.Notifications.Sending;
using OrleansBackends.WebFrontend.Common;

namespace OrleansBackends.Tests.Notifications.Web;

/// <summary>A silo, and two frontends that are its clients and know nothing of each other.</summary>
internal sealed class TwoFrontends : IAsyncDisposable
{
    private readonly SendingSilo silo;
    private readonly Frontend[] frontends;

    private TwoFrontends(SendingSilo silo, int gateway)
    {
        this.silo = silo;
        frontends = [new Frontend(gateway), new Frontend(gateway)];
    }

    public static async Task<TwoFrontends> OpenAsync()
    {
        var gateway = FreePort.Next();
        return new TwoFrontends(await SendingSilo.StartAsync(gateway), gateway);
    }

    public HttpClient CreateClient(int frontend, UserId user, params string[] roles) => frontends[frontend].Clients.Create().As(user, roles);

    public async ValueTask DisposeAsync()
    {
        foreach (var frontend in frontends)
        {
            frontend.Clients.Dispose();
            await frontend.DisposeAsync();
        }

        await silo.DisposeAsync();
    }

    private sealed class Frontend : WebApplicationFactory<CurrentUser>
    {
        private readonly int gateway;

        public Frontend(int gateway)
        {
            this.gateway = gateway;
            UseKestrel(0);
            StartServer();
            Clients = new TestClients(new Uri(Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.Single()));
        }

        public TestClients Clients { get; }

        protected override void ConfigureWebHost(IWebHostBuilder builder)
        {
            builder.UseEnvironment("Development");
            builder.UseSetting("Cluster:Mode", "Client");
            builder.UseSetting("Cluster:Gateways", $"127.0.0.1:{gateway}");
            builder.UseSetting("Proxy:Known", "127.0.0.0/8,::1/128");
            foreach (var (key, value) in Patience.Settings)
            {
                builder.UseSetting(key, value);
            }

            builder.ConfigureServices(services => services.AddTestUsers().AddPatience());
        }
    }
}
