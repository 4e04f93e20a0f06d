using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace OrleansBackends.Grains.Common;

/// <summary>
/// Starts the sweepers that have something to look at; each silo does, since the first one of a new database has nobody else to. Then it keeps calling
/// them, so that those of a silo that was killed look again within seconds and not at their next reminder.
/// </summary>
internal sealed partial class SweeperStart(
    IGrainFactory grains, IEnumerable<ISweepSource> sources, IHostApplicationLifetime host, TimeProvider time, ILogger<SweeperStart> logger)
    : BackgroundService
{
    private static readonly TimeSpan Retry = TimeSpan.FromSeconds(5);

    private static readonly TimeSpan Watch = TimeSpan.FromSeconds(5);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        await host.Started(stoppingToken);
        var keys = sources.Select(SweeperKey.Of).Distinct().ToList();
        foreach (var key in keys)
        {
            while (!await Call(key, sweeper => sweeper.Start()))
            {
                await Task.Delay(Retry, time, stoppingToken);
            }
        }

        for (; ; await Task.Delay(Watch, time, stoppingToken))
        {
            await Task.WhenAll(keys.Select(key => Call(key, sweeper => sweeper.Ping())));
        }
    }

    private async Task<bool> Call(string key, Func<ISweeperGrain, Task> call)
    {
        try
        {
            await call(grains.GetGrain<ISweeperGrain>(key));
            return true;
        }
        catch (Exception fault)
        {
            LogNotAnswered(logger, fault, key);
            return false;
        }
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "{Sweeper} did not answer and is called again.")]
    private static partial void LogNotAnswered(ILogger logger, Exception fault, string sweeper);
}
