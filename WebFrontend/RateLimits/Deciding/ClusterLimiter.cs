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
    LimitCircuit circuit, UsageCounter usage, TimeProvider time, IOptions<RateLimitOptions> options, ILogger<ClusterLimiter> logger)
    : IUnitLimiter
{
    private readonly TimeSpan budget = TimeSpan.FromMilliseconds(options.Value.BudgetMs);

    public LimitHandle Find(string policy) => product.Find(policy);

    public ValueTask<Result<Done>> TakeAsync(LimitUse use)
    {
        if (use.CheckId is null && leases.Decide(use) is { } allowed)
        {
            Decided(use, allowed);
            return ValueTask.FromResult(allowed ? Done.Ok : use.Refusal);
        }

        return new ValueTask<Result<Done>>(TakeFromCluster(use));
    }

    /// <summary>Follows upon what was decided in this process: it is counted, and where a lease goes to its end the next is asked for.</summary>
    public void Decided(LimitUse use, bool isAllowed)
    {
        usage.Add(use, isAllowed);
        for (var i = 0; i < use.Units.Count; i++)
        {
            if (use.Units[i] is { TakenFrom: Lease lease } unit && lease.TryRenew())
            {
                AskAhead(unit);
            }
        }
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
            var isHot = use.CheckId is null && use.Units.Count(IsHot) == use.Units.Count;
            var taken = (isHot && use.Units is [var only] ? await advance.TakeAsync(use, only, deadline) : null) ?? await direct.TakeAsync(use, deadline);
            if (isHot && use.Units.Count > 1 && taken.IsOk)
            {
                AskAhead(use.Units);
            }

            if (circuit.Succeed())
            {
                LogAnswered(logger);
            }

            return taken.Error?.Code == LimitErrors.CapacityReduced.Code ? fallback.Take(use) : taken;
        }
        catch (Exception fault)
        {
            Failed(fault);
            var taken = fallback.Take(use);
            Settle(fault, taken.IsOk);
            return taken;
        }
    }

    private bool IsHot(UnitUse unit) => unit.Cost > 0 && LeaseTable.CanLease(unit) && leases.IsHot(unit);

    private void AskAhead(IReadOnlyList<UnitUse> units)
    {
        foreach (var unit in units)
        {
            AskAhead(unit);
        }
    }

    private async void AskAhead(UnitUse unit)
    {
        try
        {
            await advance.AskAheadAsync(unit, new Deadline(time, budget));
        }
        catch (Exception fault)
        {
            Failed(fault);
            Settle(fault, passed: false);
        }
    }

    private void Settle(Exception fault, bool passed)
    {
        if (fault is LateAnswerException late)
        {
            calls.Send(late.Settle(passed));
        }
    }

    private void Failed(Exception fault)
    {
        if (circuit.Fail())
        {
            LogFallback(logger, fault);
        }
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "Limiters do not answer; until they do, this process decides by itself.")]
    private static partial void LogFallback(ILogger logger, Exception fault);

    [LoggerMessage(Level = LogLevel.Information, Message = "Limiters answer again.")]
    private static partial void LogAnswered(ILogger logger);
}
