using System.Collections.Concurrent;

namespace OrleansBackends.WebFrontend.Common;

/// <summary>Each process for itself, under the policies of the code.</summary>
internal sealed class ProcessLimiter(LocalLimiter local) : IUnitLimiter
{
    private readonly ConcurrentDictionary<string, LimitHandle> handles = new();

    public LimitHandle Find(string policy) =>
        handles.GetOrAdd(policy, static name => new LimitHandle(new LimitTerms("", LimitPolicies.Get(name), new PolicyCount(name))));

    public ValueTask<Result<Done>> TakeAsync(LimitUse use) => ValueTask.FromResult(local.TakeAll(use, static unit => unit.Policy.Mode == LimitMode.Off ? null : unit.Policy));

    public ValueTask EndAsync(LimitUse use, bool isFault)
    {
        foreach (var unit in use.Units)
        {
            if (unit.TakenFrom is LimitPolicy policy && (policy.Algorithm == LimitAlgorithm.Concurrency || (isFault && policy.RefundOnFault)))
            {
                local.Release(policy, unit.Subject.Key, unit.Cost);
            }
        }

        return ValueTask.CompletedTask;
    }
}
