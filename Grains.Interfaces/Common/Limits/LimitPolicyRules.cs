using System.Text.RegularExpressions;

namespace OrleansBackends.Grains.Interfaces.Common;

/// <summary>What a policy may say.</summary>
public static partial class LimitPolicyRules
{
    public const long MaxLimit = 1_000_000_000;
    public const long MinPeriodMs = 1_000;
    public const long MaxPeriodMs = 366L * 24 * 60 * 60 * 1_000;
    public const int MaxLogLimit = 1_000;

    /// <summary>Each use is remembered on its own.</summary>
    public const int MaxUses = 1_000;
    public const int MaxBurstFactor = 10;
    public const int MinSegments = 2;
    public const int MaxSegments = 60;

    /// <summary>The first member that is wrong and why, or null.</summary>
    public static Error? Check(LimitPolicy policy)
    {
        if (!NamePattern().IsMatch(policy.Name))
        {
            return Invalid("name", "A name has 1 to 60 small letters, digits or hyphens.");
        }

        if (policy.Limit is < 1 or > MaxLimit)
        {
            return Invalid("limit", $"A limit is from 1 to {MaxLimit}.");
        }

        return CheckLimit(policy) ?? CheckTimes(policy) ?? CheckShape(policy);
    }

    public static Error Invalid(string member, string message) => new(ErrorKind.Invalid, "policy-invalid", message) { Member = member };

    private static Error? CheckLimit(LimitPolicy policy) => policy switch
    {
        { Algorithm: LimitAlgorithm.SlidingLog, Limit: > MaxLogLimit } => Invalid("limit", $"A sliding log has a limit of at most {MaxLogLimit}."),
        { Algorithm: LimitAlgorithm.Concurrency, Limit: > MaxUses } => Invalid("limit", $"Concurrency has a limit of at most {MaxUses}."),
        _ => null,
    };

    private static Error? CheckTimes(LimitPolicy policy) => policy.Algorithm switch
    {
        LimitAlgorithm.Concurrency => policy.PeriodMs == 0 ? null : Invalid("periodMs", "Concurrency has no period."),
        _ => policy.PeriodMs is >= MinPeriodMs and <= MaxPeriodMs
            ? null
            : Invalid("periodMs", $"A period is from {MinPeriodMs} to {MaxPeriodMs} milliseconds."),
    };

    private static Error? CheckShape(LimitPolicy policy)
    {
        if (policy.Burst is { } burst)
        {
            if (policy.Algorithm != LimitAlgorithm.TokenBucket)
            {
                return Invalid("burst", "Only a token bucket has a burst.");
            }

            if (burst < 1 || burst > policy.Limit * MaxBurstFactor)
            {
                return Invalid("burst", $"A burst is from 1 to {MaxBurstFactor} times the limit.");
            }
        }

        return policy.Segments is >= MinSegments and <= MaxSegments
            ? null
            : Invalid("segments", $"A sliding window has {MinSegments} to {MaxSegments} segments.");
    }

    [GeneratedRegex(@"^[a-z0-9-]{1,60}\z")]
    private static partial Regex NamePattern();
}
