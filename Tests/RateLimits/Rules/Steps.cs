namespace OrleansBackends.Tests.RateLimits.Rules;

internal static class Steps
{
    /// <summary>Takes what must be granted, and answers what is left.</summary>
    public static long Allowed(this LimitRule rule, ref LimitState state, long now, long cost = 1)
    {
        var decision = rule.Take(ref state, now, cost);
        Assert.True(decision.Allowed, $"{cost} at {now} should be granted, but must wait {decision.RetryAfter}.");
        return decision.Remaining;
    }

    /// <summary>Asks for what must be refused, and answers how long to wait.</summary>
    public static long Denied(this LimitRule rule, ref LimitState state, long now, long cost = 1)
    {
        var decision = rule.Take(ref state, now, cost);
        Assert.False(decision.Allowed, $"{cost} at {now} should be refused, but {decision.Remaining} are left.");
        return decision.RetryAfter;
    }
}
