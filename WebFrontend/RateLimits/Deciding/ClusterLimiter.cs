using Microsoft.Extensions.Options;
using OrleansBackends.WebFrontend.RateLimits.Policies;
using OrleansBackends.WebFrontend.RateLimits.Usage;

namespace OrleansBackends.WebFrontend.RateLimits.Deciding;

/// <summary>
/// The limiter of this process: what it knows it decides itself, else it asks the subject's grain, and where that does not answer in time each policy
/// says what happens.
/// </summary>
internal sealed partial class ClusterLimiter(
    ProductPolicies product, LeaseTable leases, AdvanceTakes advance, DirectTakes direct, HeldUses held, LimiterCalls calls, Fallback fallback,
    Circuit circuit, UsageCounter usage, TimeProvider time, IOptions<RateLimitOptions> options, ILogger<ClusterLimiter> logger)
    : IUnitLimiter
{
    private readonly TimeSpan budget = TimeSpan.FromMilliseconds(options.Value.BudgetMs);

    public LimitHandle Find(string policy) => product.Find(policy);

    public ValueTask<Result<Done>> TakeAsync(LimitUse use)
    {
        if (use.CheckId is null && leases.Decide(use) is { } allowed)
        {
            usage.Add(use, allowed);
            return ValueTask.FromResult(allowed ? Done.Ok : use.Refusal);
        }

        return new ValueTask<Result<Done>>(TakeFromCluster(use));
    }

    public ValueTask EndAsync(LimitUse use, bool isFault)
    {
        foreach (var unit in use.Units)
        {
            switch (unit.TakenFrom)
            {
                case HeldUse:
                    held.End(unit);
                    break;
                case LimitPolicy share when share.Algorithm == LimitAlgorithm.Concurrency || (isFault && unit.Policy.RefundOnFault):
                    fallback.Release(share, unit);
                    break;
                case Lease lease when isFault && unit.Policy.RefundOnFault && !leases.GiveBack(unit, lease):
                    calls.GiveBack(unit, lease.TakenAt);
                    break;
                case TakenUnits when isFault && unit.Policy.RefundOnFault:
                    calls.GiveBack(unit, unit.TakenAt);
                    break;
            }
        }

        return ValueTask.CompletedTask;
    }

    private async Task<Result<Done>> TakeFromCluster(LimitUse use)
    {
        var taken = circuit.IsOpen ? fallback.Take(use) : await Ask(use);
        if (taken.IsOk || taken.Error.Code == LimitErrors.Code)
        {
            usage.Add(use, taken.IsOk);
        }

        return taken;
    }

    private async Task<Result<Done>> Ask(LimitUse use)
    {
        try
        {
            var deadline = new Deadline(time, budget);
            var taken = use is { CheckId: null, Units: [{ Cost: > 0 } only] } && LeaseTable.CanLease(only.Policy) && leases.IsHot(only)
                ? await advance.TakeAsync(use, only, deadline) ?? await direct.TakeAsync(use, deadline)
                : await direct.TakeAsync(use, deadline);
            return taken.Error?.Code == LimitErrors.CapacityReduced.Code ? fallback.Take(use) : taken;
        }
        catch (Exception fault)
        {
            if (circuit.Fail())
            {
                LogFallback(logger, fault);
            }

            return fallback.Take(use);
        }
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "Limiters do not answer; for a second this process decides by itself.")]
    private static partial void LogFallback(ILogger logger, Exception fault);
}
