namespace OrleansBackends.WebFrontend.Common;

internal static class LocalTakes
{
    /// <summary>Nobody grants this cost here; more of it may be granted elsewhere.</summary>
    private const long Second = 1_000_000_000;

    /// <summary>All units or none, as far as this process counts them.</summary>
    /// <param name="limiter">The counters.</param>
    /// <param name="use">What is wanted.</param>
    /// <param name="share">The numbers under which a unit is counted here; null for what is let through.</param>
    public static Result<Done> TakeAll(this LocalLimiter limiter, LimitUse use, Func<UnitUse, LimitPolicy?> share)
    {
        var refused = false;
        foreach (var unit in use.Units)
        {
            unit.Decision = Ask(limiter, unit, share(unit));
            refused |= unit.Violates;
        }

        if (refused)
        {
            return use.Refusal;
        }

        foreach (var unit in use.Units)
        {
            if (unit.Decision.Allowed && unit.Cost > 0 && share(unit) is { } policy)
            {
                unit.Decision = limiter.Take(policy, unit.Subject.Key, unit.Cost) with { Policy = unit.Policy.Name };
                unit.TakenFrom = unit.Decision.Allowed ? policy : null;
                refused |= unit.Violates;
            }
        }

        // Another request came between the question and the take; what this one took stays spent.
        return refused ? use.Refusal : Done.Ok;
    }

    private static LimitDecision Ask(LocalLimiter limiter, UnitUse unit, LimitPolicy? share)
    {
        if (share is null)
        {
            return new LimitDecision(true, unit.Policy.Capacity, 0, 0, 0) { Policy = unit.Policy.Name };
        }

        return unit.Cost > share.Capacity
            ? new LimitDecision(false, 0, Second, Second, Second) { Policy = unit.Policy.Name }
            : Question(limiter.Ask(share, unit.Subject.Key, Math.Max(1, unit.Cost)), unit);
    }

    private static LimitDecision Question(LimitDecision decision, UnitUse unit) =>
        decision with { Policy = unit.Policy.Name, Allowed = decision.Allowed || unit.Cost == 0 };
}
