using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace OrleansBackends.Grains.Common;

/// <summary>Starts the sweepers that have something to look at; each silo does, since the first one of a new database has nobody else to.</summary>
internal sealed partial class SweeperStart(
    IGrainFactory grains, IEnumerable<ISweepSource> sources, IHostApplicationLifetime host, TimeProvider time, ILogger<SweeperStart> logger)
    : BackgroundService
{
    private static readonly TimeSpan Retry = TimeSpan.FromSeconds(5);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        await host.Started(stoppingToken);
        foreach (var key in sources.Select(SweeperKey.Of).Distinct())
        {
            while (!await Start(key))
            {
                await Task.Delay(Retry, time, stoppingToken);
            }
        }
    }

    private async Task<bool> Start(string key)
    {
        try
        {
            await grains.GetGrain<ISweeperGrain>(key).Start();
            return true;
        }
        catch (Exception fault)
        {
            LogNotStarted(logger, fault, key);
            return false;
        }
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "{Sweeper} could not be started and is tried again.")]
    private static partial void LogNotStarted(ILogger logger, Exception fault, string sweeper);
}
