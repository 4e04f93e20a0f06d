using OrleansBackends.Grains.Interfaces.RateLimits.Checks;

namespace OrleansBackends.Grains.RateLimits.Checks;

internal static class SubjectViews
{
    public static SubjectView Show(SubjectCounters subject, Uses uses, IReadOnlyList<LimitPolicy> policies, long now) => new(
        [.. policies.Select(p => Show(p, Look(subject, uses, p, now), now, p.Algorithm == LimitAlgorithm.Concurrency ? uses.Held(p.Name, now) : 0))],
        [.. subject.Denials.All.Reverse().Select(d => d.ToView())]);

    private static LimitDecision Look(SubjectCounters subject, Uses uses, LimitPolicy policy, long now)
    {
        if (policy.Algorithm == LimitAlgorithm.Concurrency)
        {
            return uses.Look(policy, now, taking: 0);
        }

        if (subject.Counters.Find(policy.Name) is not { } counter)
        {
            return new LimitDecision(true, policy.Capacity, 0, 0, 0);
        }

        counter.Follow(policy, counter.UsedAt);
        return counter.Peek(now, 0);
    }

    private static CounterView Show(LimitPolicy policy, LimitDecision decision, long now, int held) => new(
        policy.Name, policy.Limit, decision.Remaining, decision.ResetAfter == 0 ? null : LimitTime.ToInstant(now + decision.ResetAfter), held);
}
