using OrleansBackends.Grains.Interfaces.RateLimits.Checks;

namespace OrleansBackends.Grains.RateLimits.Checks;

/// <summary>A refusal; times are nanoseconds.</summary>
internal sealed record Denial(long At, string Policy, long Cost, long RetryAfter)
{
    public DenialView ToView() => new(LimitTime.ToInstant(At), Policy, Cost, LimitTime.ToMilliseconds(RetryAfter));
}

/// <summary>The last refusals, oldest first.</summary>
internal sealed class DenialLog
{
    private readonly Queue<Denial> denials = new();

    public IEnumerable<Denial> All => denials;

    public void Add(Denial denial)
    {
        denials.Enqueue(denial);
        if (denials.Count > ILimiterGrain.MaxDenials)
        {
            denials.Dequeue();
        }
    }

    public void Clear() => denials.Clear();
}
