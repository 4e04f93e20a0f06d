using OrleansBackends.Grains.Interfaces.RateLimits.Apps;

namespace OrleansBackends.Grains.RateLimits.Apps;

/// <summary>Settings <c>RateLimits:*</c> of a silo.</summary>
public sealed class RateLimitsOptions
{
    public const string Section = "RateLimits";

    /// <summary>What the product's policies begin with where it is not what the code says, by name.</summary>
    public Dictionary<string, PolicySetting> Policies { get; init; } = [];

    /// <summary>How long code in a silo waits for a limiter; no person waits for it.</summary>
    public int SiloBudgetMs { get; init; } = 500;

    /// <summary>The product's policies as code and configuration have them; <see cref="AppLimits.Policies"/> at most.</summary>
    public IEnumerable<LimitPolicy> Seeds() =>
        LimitPolicies.Product.Select(p => Policies.TryGetValue(p.Name, out var setting) ? setting.Over(p) : p);

    /// <summary>A sentence about the first setting that is wrong, or null.</summary>
    public string? Fault()
    {
        if (SiloBudgetMs < 1)
        {
            return $"{Section}:SiloBudgetMs must be at least 1.";
        }

        foreach (var (name, setting) in Policies)
        {
            if (LimitPolicies.Find(name) is not { } policy)
            {
                return $"{Section}:Policies:{name} names no policy of this product.";
            }

            if (LimitPolicyRules.Check(setting.Over(policy)) is { } error)
            {
                return $"{Section}:Policies:{name}:{error.Member} is wrong: {error.Message}";
            }
        }

        return null;
    }
}

public sealed class PolicySetting
{
    public LimitAlgorithm? Algorithm { get; init; }

    public long? Limit { get; init; }

    public long? PeriodMs { get; init; }

    public long? Burst { get; init; }

    public LimitMode? Mode { get; init; }

    public LimitFault? OnFault { get; init; }

    public LimitPolicy Over(LimitPolicy policy)
    {
        var algorithm = Algorithm ?? policy.Algorithm;
        return policy with
        {
            Algorithm = algorithm,
            Limit = Limit ?? policy.Limit,
            PeriodMs = PeriodMs ?? policy.PeriodMs,
            Burst = algorithm == LimitAlgorithm.TokenBucket ? Burst ?? (Limit is null ? policy.Burst : null) : Burst,
            Mode = Mode ?? policy.Mode,
            OnFault = OnFault ?? policy.OnFault,
        };
    }
}
