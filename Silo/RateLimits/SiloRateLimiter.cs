using Microsoft.Extensions.Options;
using OrleansBackends.Grains.Interfaces.RateLimits;
using OrleansBackends.Grains.Interfaces.RateLimits.Checks;
using OrleansBackends.Grains.RateLimits.Apps;
using OrleansBackends.Grains.RateLimits.Checks;

namespace OrleansBackends.Silo.RateLimits;

/// <summary>Asks the limiter of a subject under the product's policies; what happens without its answer is what the policy says.</summary>
internal sealed partial class SiloRateLimiter(
    IGrainFactory grains, ProductPolicies policies, LimitCircuit circuit, LocalLimiter local, ISiloStatusOracle silos, IOptions<RateLimitsOptions> options,
    TimeProvider time, ILogger<SiloRateLimiter> logger) : IRateLimiter
{
    private readonly TimeSpan budget = TimeSpan.FromMilliseconds(options.Value.SiloBudgetMs);

    public ValueTask<Result<Done>> Take(string policy, string subject, int cost = 1) =>
        Answer(
            policy, subject, (limiter, now) => limiter.Take([new LimitCheck(now, cost)], checkId: null),
            now => WithoutAnswer(now, subject, cost));

    public ValueTask<Result<Done>> Foresee(string policy, string subject, int cost = 1) =>
        Answer(
            policy, subject, (limiter, now) => limiter.Peek([new LimitCheck(now, cost)]),
            static now => now is { Mode: LimitMode.Enforce, OnFault: LimitFault.Closed } ? LimitErrors.CapacityReduced : Done.Ok);

    private async ValueTask<Result<Done>> Answer(
        string policy, string subject, Func<ILimiterGrain, LimitPolicy, Task<Result<TakeAnswer>>> ask, Func<LimitPolicy, Result<Done>> withoutAnswer)
    {
        if (circuit.IsOpen)
        {
            return withoutAnswer(policies.Now(policy));
        }

        try
        {
            var taken = await Ask(policy, subject, ask).WaitAsync(budget, time);
            if (circuit.Succeed())
            {
                LogAnswered(logger);
            }

            return taken;
        }
        catch (Exception fault) when (fault is TimeoutException or OrleansException or SiloUnavailableException)
        {
            if (circuit.Fail())
            {
                LogUnanswered(logger, fault, policy);
            }

            return withoutAnswer(policies.Now(policy));
        }
    }

    private async Task<Result<Done>> Ask(string policy, string subject, Func<ILimiterGrain, LimitPolicy, Task<Result<TakeAnswer>>> ask)
    {
        if (policies.IsOld)
        {
            await policies.Renew();
        }

        var limiter = grains.GetGrain<ILimiterGrain>(RateLimitKey.Limiter(RateLimitKey.Product, subject));
        var taken = await ask(limiter, policies.Now(policy));
        return taken.IsOk ? taken.Value.Refusal is { } refusal ? refusal : Done.Ok : taken.Error;
    }

    private Result<Done> WithoutAnswer(LimitPolicy policy, string subject, int cost) => policy.OnFault switch
    {
        _ when policy.Mode != LimitMode.Enforce => Done.Ok,
        LimitFault.Open => Done.Ok,
        LimitFault.Closed => LimitErrors.CapacityReduced,
        _ => TakeShare(policy.Share(silos.GetApproximateSiloStatuses(onlyActive: true).Count), subject, cost),
    };

    private Result<Done> TakeShare(LimitPolicy share, string subject, int cost) =>
        local.Take(share, LimitSubject.Of(subject), Math.Min(cost, share.Capacity)).Refusal is { } refusal ? refusal : Done.Ok;

    [LoggerMessage(Level = LogLevel.Warning, Message = "No limiter answers under {Policy}; until one does, this silo decides by itself.")]
    private static partial void LogUnanswered(ILogger logger, Exception fault, string policy);

    [LoggerMessage(Level = LogLevel.Information, Message = "Limiters answer again.")]
    private static partial void LogAnswered(ILogger logger);
}
