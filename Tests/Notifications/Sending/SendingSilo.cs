using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using OrleansBackends.Grains.Interfaces.Notifications.Dispatch;
using OrleansBackends.Silo.Common;
using OrleansBackends.Silo.Notifications.Sending;

namespace OrleansBackends.Tests.Notifications.Sending;

/// <summary>A silo of its own on SQLite, whose sender hands messages to the test instead of a channel.</summary>
internal sealed class SendingSilo : IAsyncDisposable
{
    private readonly TemporaryFolder folder;
    private readonly IHost host;

    private SendingSilo(TemporaryFolder folder, IHost host)
    {
        this.folder = folder;
        this.host = host;
    }

    public IGrainFactory Grains => host.Services.GetRequiredService<IGrainFactory>();

    public static async Task<SendingSilo> StartAsync(Func<ClaimedMessage, Task<SendResult>> provider)
    {
        var folder = new TemporaryFolder();
        var builder = Host.CreateApplicationBuilder(new HostApplicationBuilderSettings { ContentRootPath = folder.Path });
        builder.Logging.SetMinimumLevel(LogLevel.Error);
        builder.Configuration.AddInMemoryCollection(new Dictionary<string, string?>
        {
            ["Cluster:SiloPort"] = $"{FreePort.Next()}",
            ["Cluster:GatewayPort"] = "0",
            ["Secrets:MasterKey"] = Convert.ToBase64String(new byte[32]),
            ["Storage:Durability"] = "Normal",
            ["Notifications:Email"] = "None",
        });
        builder.AddSilo(embedded: true);
        builder.Services.AddSingleton<SendMessage>(async (claim, _) => new SendReport
        {
            Claim = claim.Claim,
            Lane = claim.Message.Lane,
            Outcome = await provider(claim),
            HandedOver = true,
        });
        var host = builder.Build();
        await SiloStart.PrepareAsync(host.Services);
        await host.StartAsync();
        return new SendingSilo(folder, host);
    }

    public Task StopAsync() => host.StopAsync();

    public async ValueTask DisposeAsync()
    {
        await host.StopAsync();
        host.Dispose();
        folder.Dispose();
    }
}
