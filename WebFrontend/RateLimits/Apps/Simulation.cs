using OrleansBackends.Grains.Interfaces.RateLimits;

namespace OrleansBackends.WebFrontend.RateLimits.Apps;

/// <summary>What a policy would have said to hits at given times, by the rule that says it to real ones.</summary>
internal static class Simulation
{
    private const long NanosecondsPerMillisecond = 1_000_000;

    public static Result<SimulationView> Run(SimulateRequest request)
    {
        var policy = request.Policy.ToPolicy("simulated");
        if (LimitPolicyRules.Check(policy) is { } invalid)
        {
            return invalid;
        }

        if (policy.Algorithm == LimitAlgorithm.Concurrency)
        {
            return LimitPolicyRules.Invalid("algorithm", "Uses that go on end when somebody ends them: that is no series of hits.");
        }

        var (rule, state, decisions) = (LimitRule.Of(policy), default(LimitState), new List<SimulatedDecision>(request.Hits.Count));
        var last = DateTimeOffset.UnixEpoch;
        foreach (var hit in request.Hits)
        {
            if (Refuse(policy, hit, last) is { } refusal)
            {
                return refusal;
            }

            last = hit.At;
            var decision = rule.Take(ref state, (hit.At - DateTimeOffset.UnixEpoch).Ticks * TimeSpan.NanosecondsPerTick, hit.Cost);
            decisions.Add(new SimulatedDecision(
                decision.Allowed, decision.Remaining, (decision.RetryAfter + NanosecondsPerMillisecond - 1) / NanosecondsPerMillisecond));
        }

        return new SimulationView(decisions);
    }

    private static Error? Refuse(LimitPolicy policy, SimulatedHit hit, DateTimeOffset last) =>
        hit.At < last ? RateLimitErrors.HitsNotOrdered
        : hit.Cost < 0 ? RateLimitErrors.CostNegative
        : hit.Cost > policy.Capacity ? RateLimitErrors.CostOverCapacity(policy)
        : null;
}
