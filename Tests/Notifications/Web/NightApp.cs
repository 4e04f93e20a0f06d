using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Mvc.Testing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;
using OrleansBackends.Tests.Notifications.Sending;
using OrleansBackends.WebFrontend.Common;

namespace OrleansBackends.Tests.Notifications.Web;

/// <summary>The whole product under a clock that the test moves, with a real mail server outside.</summary>
internal sealed class NightApp : IAsyncDisposable
{
    private readonly TemporaryFolder folder = new();
    private readonly FakeTimeProvider clock;
    private readonly Factory factory;
    private readonly TestClients clients;

    private NightApp(Outside outside, DateTimeOffset now)
    {
        Outside = outside;
        clock = new FakeTimeProvider(now);
        factory = new Factory(folder.Path, outside, clock);
        factory.UseKestrel(0);
        factory.StartServer();
        clients = new TestClients(new Uri(factory.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.Single()));
    }

    public Outside Outside { get; }

    public static async Task<NightApp> OpenAsync(DateTimeOffset now) => new(await Outside.OpenAsync(), now);

    public HttpClient CreateClient() => clients.Create();

    public HttpClient CreateClient(UserId user) => clients.Create().As(user);

    /// <summary>Lets what silos and frontends remember grow old.</summary>
    public void Forget() => clock.Advance(TimeSpan.FromSeconds(3));

    /// <summary>Jumps near a time, since reminders due later are in no silo's memory, and goes on until it has happened.</summary>
    public async Task PassAsync(DateTimeOffset due, Func<bool> happened, string what)
    {
        clock.SetUtcNow(due - TimeSpan.FromMinutes(9));
        await new TestTime(clock).Until(() => Task.FromResult(happened()), TimeSpan.FromMinutes(20), what);
    }

    public async ValueTask DisposeAsync()
    {
        clients.Dispose();
        await factory.DisposeAsync();
        await Outside.DisposeAsync();
        folder.Dispose();
    }

    private sealed class Factory(string folder, Outside outside, FakeTimeProvider clock) : WebApplicationFactory<CurrentUser>
    {
        protected override void ConfigureWebHost(IWebHostBuilder builder)
        {
            builder.UseEnvironment("Development");
            builder.UseSetting("Storage:Folder", folder);
            builder.UseSetting("Accounts:SetupTokenFile", Path.Combine(folder, "setup-token"));
            builder.UseSetting("Proxy:Known", "127.0.0.0/8,::1/128");
            foreach (var (key, value) in Patience.Settings)
            {
                builder.UseSetting(key, value);
            }

            builder.ConfigureServices(services =>
            {
                services.AddTestUsers().AddPatience();
                outside.Replace(services);
                SendingSilo.UseClock(services, clock);
            });
        }
    }
}
