using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using OrleansBackends.Silo.Common;

namespace OrleansBackends.Bench.Processes;

/// <summary>A silo inside this process, with the grains of Bench beside those of the product.</summary>
internal sealed class BenchSilo : IAsyncDisposable
{
    private readonly IHost host;

    private BenchSilo(IHost host) => this.host = host;

    public IGrainFactory Grains => host.Services.GetRequiredService<IGrainFactory>();

    public IClusterClient Client => host.Services.GetRequiredService<IClusterClient>();

    public SiloAddress Address => host.Services.GetRequiredService<ILocalSiloDetails>().SiloAddress;

    /// <param name="folder">Where its database lies.</param>
    /// <param name="durability">What an acknowledged write survives.</param>
    /// <param name="replace">What of the silo's services a case brings itself.</param>
    public static Task<BenchSilo> OnSqlite(string folder, string durability, Action<IServiceCollection>? replace = null) => Start(
        embedded: true,
        new()
        {
            ["Storage:Folder"] = folder,
            ["Storage:Durability"] = durability,
            ["RateLimits:Profile"] = "Bench",
        },
        replace);

    public static Task<BenchSilo> OnPostgres(SiloSettings settings) => Start(embedded: false, settings.NewSilo());

    /// <summary>The same as a process of its own.</summary>
    public static Task<int> Run(string[] args) => SiloStart.RunAsync(() => Host.CreateApplicationBuilder(args).AddSilo(embedded: false).Build());

    private static async Task<BenchSilo> Start(bool embedded, Dictionary<string, string> settings, Action<IServiceCollection>? replace = null)
    {
        var builder = Host.CreateApplicationBuilder(new HostApplicationBuilderSettings { EnvironmentName = Environments.Development });
        builder.Logging.ClearProviders();
        builder.Configuration.AddInMemoryCollection(settings!);
        builder.AddSilo(embedded);
        replace?.Invoke(builder.Services);
        var host = builder.Build();
        await SiloStart.PrepareAsync(host.Services);
        await host.StartAsync();
        return new BenchSilo(host);
    }

    public async ValueTask DisposeAsync()
    {
        await host.StopAsync();
        host.Dispose();
    }
}
