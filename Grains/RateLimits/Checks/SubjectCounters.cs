using OrleansBackends.Grains.Interfaces.RateLimits;
using OrleansBackends.Grains.Interfaces.RateLimits.Checks;

namespace OrleansBackends.Grains.RateLimits.Checks;

/// <summary>All rules of one subject, without storage. Every <c>now</c> is in nanoseconds and never goes back.</summary>
internal sealed class SubjectCounters
{
    public CounterSet Counters { get; } = new();

    public CheckLog Checks { get; } = new();

    public DenialLog Denials { get; } = new();

    public Result<TakeAnswer> Take(IReadOnlyList<LimitCheck> checks, string? checkId, long now)
    {
        if (Refuse(checks) is { } error)
        {
            return error;
        }

        if (checkId is not null && Checks.Find(checkId) is { } kept)
        {
            return new Result<TakeAnswer> { Value = kept.Answer, Replayed = true };
        }

        var found = Find(checks, now);
        if (RefuseCost(checks, found) is { } over)
        {
            return over;
        }

        var answers = Decide(checks, found, now);
        var answer = new TakeAnswer(Allows(checks, answers), now, answers);
        if (answer.Allowed)
        {
            TakeAll(checks, found, answers, now);
        }
        else
        {
            Remember(checks, answers, now);
        }

        if (checkId is not null)
        {
            Checks.Add(new KeptCheck(checkId, answer, [.. checks.Select(c => c.Cost)], new long[checks.Count]));
        }

        return answer;
    }

    public Result<TakeAnswer> Peek(IReadOnlyList<LimitCheck> checks, long now)
    {
        if (Refuse(checks) is { } error)
        {
            return error;
        }

        var found = Find(checks, now);
        if (RefuseCost(checks, found) is { } over)
        {
            return over;
        }

        var answers = Decide(checks, found, now);
        return new TakeAnswer(Allows(checks, answers), now, answers);
    }

    public Result<long> Refund(string checkId, LimitPolicy policy, long cost, long now)
    {
        if (cost < 0)
        {
            return RateLimitErrors.CostNegative;
        }

        if (Checks.Find(checkId) is not { } check || check.PartOf(policy.Name) is not (>= 0 and var part))
        {
            return RateLimitErrors.CheckUnknown;
        }

        GiveBack(check, part, Math.Min(cost, check.TakenBy(part)), now);
        return Math.Min(check.Refunded[part], cost);
    }

    public void Undo(string checkId, long now)
    {
        if (Checks.Find(checkId) is { } check)
        {
            for (var part = 0; part < check.Costs.Length; part++)
            {
                GiveBack(check, part, check.TakenBy(part), now);
            }

            Checks.Remove(checkId);
        }
    }

    public void GiveBack(LimitPolicy policy, long takenAt, long cost, long now)
    {
        if (cost > 0 && Counters.Find(policy.Name) is { } counter)
        {
            counter.Follow(policy, now);
            counter.Refund(now, takenAt, cost);
        }
    }

    public void Reset(IReadOnlyList<string>? policies, long now)
    {
        foreach (var counter in Counters.All.Where(c => policies?.Contains(c.Policy.Name) ?? true))
        {
            counter.Reset(now);
        }
    }

    public void Clear()
    {
        Counters.Clear();
        Checks.Clear();
        Denials.Clear();
    }

    private static Error? Refuse(IReadOnlyList<LimitCheck> checks)
    {
        if (checks.Count is 0 or > ILimiterGrain.MaxChecks || (checks.Count > 1 && checks.DistinctBy(c => c.Policy.Name).Count() < checks.Count))
        {
            return RateLimitErrors.ChecksInvalid;
        }

        return checks.Any(c => c.Cost < 0) ? RateLimitErrors.CostNegative
            : checks.Any(c => c.Policy.Algorithm == LimitAlgorithm.Concurrency) ? RateLimitErrors.NotConcurrency
            : null;
    }

    private static Error? RefuseCost(IReadOnlyList<LimitCheck> checks, Counter[] found)
    {
        for (var i = 0; i < checks.Count; i++)
        {
            if (checks[i].Cost > found[i].Policy.Capacity)
            {
                return RateLimitErrors.CostOverCapacity(found[i].Policy);
            }
        }

        return null;
    }

    private static CheckAnswer[] Decide(IReadOnlyList<LimitCheck> checks, Counter[] found, long now)
    {
        var answers = new CheckAnswer[checks.Count];
        for (var i = 0; i < answers.Length; i++)
        {
            var policy = found[i].Policy;
            var decision = policy.Mode == LimitMode.Off
                ? new LimitDecision(true, policy.Capacity, 0, 0, 0) { Policy = policy.Name }
                : found[i].Peek(now, checks[i].Cost);
            answers[i] = new CheckAnswer(decision, policy.Limit, policy.Mode);
        }

        return answers;
    }

    private static bool Allows(IReadOnlyList<LimitCheck> checks, CheckAnswer[] answers)
    {
        for (var i = 0; i < answers.Length; i++)
        {
            if (answers[i] is { Mode: LimitMode.Enforce, Decision.Allowed: false } && checks[i].Cost > 0)
            {
                return false;
            }
        }

        return true;
    }

    private static void TakeAll(IReadOnlyList<LimitCheck> checks, Counter[] found, CheckAnswer[] answers, long now)
    {
        for (var i = 0; i < answers.Length; i++)
        {
            if (answers[i].Mode != LimitMode.Off && checks[i].Cost > 0)
            {
                answers[i] = answers[i] with { Decision = found[i].Take(now, checks[i].Cost) };
            }
        }
    }

    private Counter[] Find(IReadOnlyList<LimitCheck> checks, long now)
    {
        var found = new Counter[checks.Count];
        for (var i = 0; i < found.Length; i++)
        {
            found[i] = Counters.For(checks[i].Policy, now);
        }

        return found;
    }

    private void Remember(IReadOnlyList<LimitCheck> checks, CheckAnswer[] answers, long now)
    {
        for (var i = 0; i < answers.Length; i++)
        {
            if (answers[i] is { Mode: LimitMode.Enforce, Decision: { Allowed: false } decision } && checks[i].Cost > 0)
            {
                Denials.Add(new Denial(now, decision.Policy!, checks[i].Cost, decision.RetryAfter));
            }
        }
    }

    private void GiveBack(KeptCheck check, int part, long total, long now)
    {
        var back = total - check.Refunded[part];
        if (back > 0)
        {
            Counters.Find(check.Answer.Answers[part].Decision.Policy!)?.Refund(now, check.Answer.At, back);
            check.Refunded[part] = total;
        }
    }
}
