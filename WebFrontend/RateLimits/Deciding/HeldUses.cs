using OrleansBackends.Grains.Interfaces.RateLimits.Checks;

namespace OrleansBackends.WebFrontend.RateLimits.Deciding;

/// <summary>Uses that go on while a request runs: renewed until its end, and forgotten by the limiter a minute after this process is gone.</summary>
internal sealed class HeldUses(LimiterCalls calls, TimeProvider time, ILogger<HeldUse> logger)
{
    public static readonly TimeSpan TimeToLive = TimeSpan.FromSeconds(60);

    public async Task<Error?> BeginAsync(UnitUse unit, Deadline deadline)
    {
        var limiter = calls.Of(unit);
        var acquiring = limiter.Acquire(unit.Policy, TimeToLive);
        Result<AcquireAnswer> begun;
        try
        {
            begun = await deadline.Within(acquiring);
        }
        catch (TimeoutException)
        {
            calls.Send(EndLate(limiter, acquiring));
            throw;
        }

        if (!begun.IsOk)
        {
            return begun.Error;
        }

        unit.Decision = begun.Value.Decision with { Policy = unit.Policy.Name };
        unit.TakenFrom = begun.Value.LeaseId is { } lease ? new HeldUse(limiter, unit.Policy, lease, time, logger) : null;
        return null;
    }

    public void End(UnitUse unit)
    {
        if (unit.TakenFrom is HeldUse held)
        {
            unit.TakenFrom = null;
            calls.Send(held.DisposeAsync().AsTask());
        }
    }

    /// <summary>An answer that came too late for its request must not hold a place.</summary>
    private static async Task EndLate(ILimiterGrain limiter, Task<Result<AcquireAnswer>> acquiring)
    {
        if (await acquiring is { IsOk: true, Value.LeaseId: { } lease })
        {
            await limiter.Release(lease);
        }
    }
}
