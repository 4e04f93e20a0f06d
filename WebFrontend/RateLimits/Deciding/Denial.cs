namespace OrleansBackends.WebFrontend.RateLimits.Deciding;

/// <summary>A refusal at <paramref name="at"/>, which stands until its time for this cost and those above it.</summary>
internal sealed class Denial(LimitDecision decision, long cost, long at)
{
    private const long Longest = 60_000_000_000;

    public bool Stands(long now, long asked) => asked >= cost && now - at < Math.Min(decision.RetryAfter, Longest);

    public LimitDecision Decision(long now) => decision with
    {
        RetryAfter = decision.RetryAfter - (now - at),
        MoreAfter = Math.Max(0, decision.MoreAfter - (now - at)),
        ResetAfter = Math.Max(0, decision.ResetAfter - (now - at)),
    };
}
