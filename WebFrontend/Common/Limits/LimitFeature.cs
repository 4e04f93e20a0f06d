namespace OrleansBackends.WebFrontend.Common;

/// <summary>What the policy of the running route said, and a way for its handler to charge more (a bulk route charges one unit per item).</summary>
public sealed class LimitFeature
{
    private readonly RouteLimits limits;
    private readonly LimitSubject subject;

    internal LimitFeature(RouteLimits limits, LimitPolicy policy, LimitSubject subject, LimitDecision decision)
    {
        this.limits = limits;
        this.subject = subject;
        Policy = policy;
        Decision = decision;
    }

    public LimitPolicy Policy { get; }

    public LimitDecision Decision { get; private set; }

    public static ValueTask<LimitFeature?> BindAsync(HttpContext context) => ValueTask.FromResult(context.Features.Get<LimitFeature>());

    /// <summary>Takes <paramref name="units"/> more of the route's policy, all or none.</summary>
    public ValueTask<Result<Done>> ChargeAsync(int units)
    {
        if (units > Policy.Capacity)
        {
            throw new ArgumentOutOfRangeException(nameof(units), units, $"Policy {Policy.Name} never grants more than {Policy.Capacity} at once.");
        }

        Decision = limits.Take(Policy, subject, units);
        return ValueTask.FromResult(Decision.Refusal is { } refusal ? refusal : Done.Ok);
    }
}
