namespace OrleansBackends.WebFrontend.RateLimits.Policies;

internal sealed class PolicySweeper(PolicyBook book, TimeProvider time) : BackgroundService
{
    private static readonly TimeSpan Every = TimeSpan.FromSeconds(10);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Every, time);
        while (await timer.WaitForNextTickAsync(stoppingToken))
        {
            book.Sweep();
        }
    }
}
