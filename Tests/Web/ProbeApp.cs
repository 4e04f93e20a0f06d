using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using OrleansBackends.Silo.Common;
using OrleansBackends.WebFrontend.Common;

namespace OrleansBackends.Tests.Web;

/// <summary>The pipeline that all slices share, in front of routes made for tests, with a silo of its own.</summary>
public sealed class ProbeApp : IAsyncLifetime
{
    /// <summary>A topic of each user's own.</summary>
    public const string UserTopic = "probes:user";

    private readonly TemporaryFolder folder = new();
    private readonly WebApplication app;
    private TestClients? clients;

    public ProbeApp()
    {
        var builder = WebApplication.CreateBuilder(new WebApplicationOptions { EnvironmentName = "Development", ContentRootPath = folder.Path });
        builder.Configuration.AddInMemoryCollection(Patience.Settings).AddInMemoryCollection(new Dictionary<string, string?>
        {
            ["Proxy:Known"] = "127.0.0.0/8",
            ["Cors:Origins"] = "https://app.example",
            ["Storage:Durability"] = "Normal",
        });
        builder.Logging.SetMinimumLevel(LogLevel.Error);
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        builder.AddSilo(embedded: true);
        builder.AddWebCommon();
        builder.Services.AddTestUsers();
        builder.Services.AddSingleton<ILiveTopics, ProbeTopics>().AddUserTopic(UserTopic, "/probe/me");
        app = builder.Build();
        app.UseWebCommon();
        app.MapWebCommon();
        app.MapProbes();
    }

    public IServiceProvider Services => app.Services;

    public IGrainFactory Grains => Services.GetRequiredService<IGrainFactory>();

    public Uri Server => clients!.Server;

    public async ValueTask InitializeAsync()
    {
        await SiloStart.PrepareAsync(app.Services);
        await app.StartAsync();
        clients = new TestClients(new Uri(app.Urls.Single()));
    }

    public HttpClient CreateClient() => clients!.Create();

    public HttpClient CreateClient(UserId user, params string[] roles) => clients!.Create().As(user, roles);

    public async ValueTask DisposeAsync()
    {
        clients?.Dispose();
        await app.StopAsync();
        await app.DisposeAsync();
        folder.Dispose();
    }
}
