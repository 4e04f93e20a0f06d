using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Time.Testing;
using Orleans.Reminders;
using Orleans.TestingHost;
using OrleansBackends.Grains.Interfaces.Notifications;
using OrleansBackends.Grains.Interfaces.Notifications.Dispatch;
using OrleansBackends.Silo.Common;
using OrleansBackends.Silo.Notifications.Channels;
using OrleansBackends.Silo.Notifications.Sending;

namespace OrleansBackends.Tests.Notifications.Sending;

/// <summary>A silo of its own on SQLite, whose sender hands messages to the test.</summary>
internal sealed class SendingSilo : IAsyncDisposable
{
    private readonly TemporaryFolder folder;
    private readonly IHost host;
    private readonly FaultLog log;

    private SendingSilo(TemporaryFolder folder, IHost host, FaultLog log)
    {
        this.folder = folder;
        this.host = host;
        this.log = log;
    }

    public IReadOnlyCollection<string> Faults => log.Faults;

    public IServiceProvider Services => host.Services;

    public IGrainFactory Grains => Services.GetRequiredService<IGrainFactory>();

    /// <summary>Instead of everything between claim and report.</summary>
    public static Task<SendingSilo> StartAsync(Func<ClaimedMessage, Task<SendResult>> provider, Action<IServiceCollection>? more = null) =>
        StartAsync(services =>
        {
            services.AddSingleton<SendMessage>(async (claim, _) => Report(claim, await provider(claim)));
            more?.Invoke(services);
        });

    /// <summary>The same, where the provider itself may be at fault.</summary>
    public static Task<SendingSilo> StartReportingAsync(Func<ClaimedMessage, (SendResult Outcome, bool ProviderFault)> provider) =>
        StartAsync(services => services.AddSingleton<SendMessage>((claim, _) =>
        {
            var (outcome, fault) = provider(claim);
            return Task.FromResult(Report(claim, outcome) with { ProviderFault = fault });
        }));

    /// <summary>Instead of the channels alone.</summary>
    public static Task<SendingSilo> StartAsync(Func<OutgoingMessage, SendOutcome> provider) => StartAsync(services =>
    {
        services.RemoveAll<IChannelSender>();
        foreach (var channel in Enum.GetValues<NotifyChannel>())
        {
            services.AddSingleton<IChannelSender>(new TestChannel(channel, provider));
        }
    });

    private static SendReport Report(ClaimedMessage claim, SendResult outcome) =>
        new() { Claim = claim.Claim, Lane = claim.Message.Lane, Outcome = outcome, HandedOver = true };

    /// <summary>Open to frontends.</summary>
    public static Task<SendingSilo> StartAsync(int gateway) =>
        StartAsync(static _ => { }, new Dictionary<string, string?> { ["Cluster:GatewayPort"] = $"{gateway}" });

    /// <summary>With its real channels; mails of the product go to the outside's server too.</summary>
    public static Task<SendingSilo> StartAsync(Outside outside)
    {
        var mail = new Dictionary<string, string?>
        {
            ["Notifications:Email"] = "",
            ["Notifications:Smtp:Host"] = "127.0.0.1",
            ["Notifications:Smtp:Port"] = $"{outside.Mail.Port}",
            ["Notifications:Smtp:Security"] = "None",
            ["Notifications:Smtp:From"] = "Product <product@example.org>",
        };
        return StartAsync(outside.Replace, mail);
    }

    private static async Task<SendingSilo> StartAsync(Action<IServiceCollection> replace, IEnumerable<KeyValuePair<string, string?>>? settings = null)
    {
        var folder = new TemporaryFolder();
        var builder = Host.CreateApplicationBuilder(new HostApplicationBuilderSettings { ContentRootPath = folder.Path });
        var log = new FaultLog();
        builder.Logging.SetMinimumLevel(LogLevel.Error).AddProvider(log);
        builder.Configuration.AddInMemoryCollection(Patience.Settings).AddInMemoryCollection(new Dictionary<string, string?>
        {
            ["Cluster:SiloPort"] = $"{FreePort.Next()}",
            ["Cluster:GatewayPort"] = "0",
            ["Secrets:MasterKey"] = Convert.ToBase64String(new byte[32]),
            ["Storage:Durability"] = "Normal",
            ["Notifications:Email"] = "None",
        });
        builder.Configuration.AddInMemoryCollection(settings);
        builder.AddSilo(embedded: true);
        replace(builder.Services);
        var host = builder.Build();
        await SiloStart.PrepareAsync(host.Services);
        await host.StartAsync();
        return new SendingSilo(folder, host, log);
    }

    /// <summary>Grain timers and reminders follow it; membership and messaging need real time.</summary>
    public static void UseClock(IServiceCollection services, FakeTimeProvider clock)
    {
        services.AddSingleton<TimeProvider>(clock);
        services.UseTimeProviderForBackgroundAreas(TimeProvider.System);
        services.AddKeyedSingleton<TimeProvider>(ReminderTimeProviderNames.Reminders, clock);
    }

    public Task StopAsync() => host.StopAsync();

    public async ValueTask DisposeAsync()
    {
        await host.StopAsync();
        host.Dispose();
        folder.Dispose();
    }

    private sealed class TestChannel(NotifyChannel channel, Func<OutgoingMessage, SendOutcome> provider) : IChannelSender
    {
        public NotifyChannel Channel => channel;

        public Task<SendOutcome> Send(OutgoingMessage message, CancellationToken cancellation) => Task.FromResult(provider(message));
    }
}
