namespace OrleansBackends.WebFrontend.Links.Visits;

internal sealed class TargetSweeper(TargetCache cache, TimeProvider time) : BackgroundService
{
    private static readonly TimeSpan Every = TimeSpan.FromSeconds(10);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (true)
        {
            await Task.Delay(Every, time, stoppingToken);
            cache.Sweep();
        }
    }
}
