using OrleansBackends.Grains.Interfaces.RateLimits.Checks;

namespace OrleansBackends.WebFrontend.RateLimits.Deciding;

/// <summary>One use that goes on. Where the limiter has forgotten it, it begins again; a running request is not broken off.</summary>
internal sealed partial class HeldUse : IAsyncDisposable
{
    public static readonly TimeSpan Renewal = TimeSpan.FromSeconds(20);

    private readonly ILimiterGrain limiter;
    private readonly LimitPolicy policy;
    private readonly PeriodicTimer timer;
    private readonly ILogger logger;
    private readonly Task renewing;
    private string lease;

    public HeldUse(ILimiterGrain limiter, LimitPolicy policy, string lease, TimeProvider time, ILogger<HeldUse> logger)
    {
        (this.limiter, this.policy, this.lease, this.logger) = (limiter, policy, lease, logger);
        timer = new PeriodicTimer(Renewal, time);
        renewing = RenewAsync();
    }

    public async ValueTask DisposeAsync()
    {
        timer.Dispose();
        await renewing;
        await limiter.Release(lease);
    }

    private async Task RenewAsync()
    {
        while (await timer.WaitForNextTickAsync())
        {
            try
            {
                if (!(await limiter.Renew(lease, HeldUses.TimeToLive)).IsOk
                    && await limiter.Acquire(policy, HeldUses.TimeToLive) is { IsOk: true, Value.LeaseId: { } again })
                {
                    lease = again;
                }
            }
            catch (Exception fault)
            {
                LogNotRenewed(logger, fault, policy.Name);
            }
        }
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "A use under {Policy} was not renewed; the next time tries again.")]
    private static partial void LogNotRenewed(ILogger logger, Exception fault, string policy);
}
