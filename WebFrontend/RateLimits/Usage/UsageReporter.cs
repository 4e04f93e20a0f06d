using OrleansBackends.Grains.Interfaces.RateLimits;
using OrleansBackends.Grains.Interfaces.RateLimits.Reports;

namespace OrleansBackends.WebFrontend.RateLimits.Usage;

/// <summary>Tells each application's report once a second what this process saw, and hears how many processes there are.</summary>
internal sealed partial class UsageReporter(UsageCounter usage, FrontendName frontend, IGrainFactory grains, TimeProvider time, ILogger<UsageReporter> logger)
    : BackgroundService
{
    private static readonly TimeSpan Every = TimeSpan.FromSeconds(1);

    /// <summary>What cannot be told now is lost: counts are approximate, and a report that waits would tell of a wrong second.</summary>
    public async Task ReportAsync()
    {
        foreach (var (app, seen) in usage.All)
        {
            if (seen.Drain(frontend.Value) is { } delta)
            {
                try
                {
                    seen.Frontends = (await grains.GetGrain<ILimitReportGrain>(RateLimitKey.Report(app)).Report(delta)).Frontends;
                }
                catch (Exception fault)
                {
                    LogNotReported(logger, fault, app);
                }
            }
        }
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Every, time);
        while (await timer.WaitForNextTickAsync(stoppingToken))
        {
            await ReportAsync();
        }
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "A second of usage of {App} could not be reported.")]
    private static partial void LogNotReported(ILogger logger, Exception fault, string app);
}
