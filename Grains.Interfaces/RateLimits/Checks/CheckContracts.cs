namespace OrleansBackends.Grains.Interfaces.RateLimits.Checks;

/// <summary>Units of one policy; a cost of 0 only asks.</summary>
[GenerateSerializer, Immutable, Alias("rate-limits.check")]
public sealed record LimitCheck([property: Id(0)] LimitPolicy Policy, [property: Id(1)] long Cost);

/// <summary>
/// What a policy said: on its own, also where the whole was refused. <paramref name="Limit"/> and <paramref name="Mode"/> are those of the
/// decision, which a repeated check may be later than.
/// </summary>
[GenerateSerializer, Immutable, Alias("rate-limits.check-answer")]
public sealed record CheckAnswer([property: Id(0)] LimitDecision Decision, [property: Id(1)] long Limit, [property: Id(2)] LimitMode Mode);

/// <summary>
/// <paramref name="Allowed"/> is what the enforced policies say together. <paramref name="At"/> is the limiter's own time of the take, in
/// nanoseconds, for giving back. <paramref name="Answers"/> are in the order of the checks; a policy that is off answers as if full.
/// </summary>
[GenerateSerializer, Immutable, Alias("rate-limits.take-answer")]
public sealed record TakeAnswer([property: Id(0)] bool Allowed, [property: Id(1)] long At, [property: Id(2)] IReadOnlyList<CheckAnswer> Answers)
{
    /// <summary>The longest wait of the policies that refused.</summary>
    public LimitDecision? Refused
    {
        get
        {
            LimitDecision? longest = null;
            foreach (var answer in Answers)
            {
                if (answer is { Mode: LimitMode.Enforce, Decision.Allowed: false } && !(longest?.RetryAfter >= answer.Decision.RetryAfter))
                {
                    longest = answer.Decision;
                }
            }

            return longest;
        }
    }

    /// <summary>All policies that refused, with the longest wait; null when the units were taken.</summary>
    public Error? Refusal => Refused?.Refusal is { } refusal
        ? refusal with { Reasons = [.. Answers.Where(a => a is { Mode: LimitMode.Enforce, Decision.Allowed: false }).Select(a => a.Decision.Policy!)] }
        : null;
}

/// <summary>
/// Asks for units in advance. <paramref name="Cost"/> is what the caller needs now, <paramref name="Wanted"/> what it spends in about 50 ms;
/// <paramref name="Frontend"/> names the process, among which the rest is shared.
/// </summary>
[GenerateSerializer, Immutable, Alias("rate-limits.lease-request")]
public sealed record LeaseRequest(
    [property: Id(0)] LimitPolicy Policy, [property: Id(1)] long Cost, [property: Id(2)] long Wanted, [property: Id(3)] string Frontend,
    [property: Id(4)] IReadOnlyList<LeaseReturn> Returns)
{
    /// <summary>How long units may be spent, counted by the caller from before it asks.</summary>
    public static readonly TimeSpan Validity = TimeSpan.FromMilliseconds(250);

    /// <summary>A process that has not asked for so long has no share any more.</summary>
    public static readonly TimeSpan FrontendLife = TimeSpan.FromSeconds(10);
}

[GenerateSerializer, Immutable, Alias("rate-limits.lease-return")]
public readonly record struct LeaseReturn([property: Id(0)] long Lease, [property: Id(1)] long Unspent);

/// <summary>
/// <paramref name="Units"/> to spend within <paramref name="ValidNs"/>, the cost asked for among them. With 0 units there is no lease:
/// <paramref name="Decision"/> is then that of a direct take, made at <paramref name="At"/>.
/// </summary>
[GenerateSerializer, Immutable, Alias("rate-limits.lease-grant")]
public sealed record LeaseGrant(
    [property: Id(0)] long Lease, [property: Id(1)] long Units, [property: Id(2)] long ValidNs, [property: Id(3)] long At,
    [property: Id(4)] LimitDecision Decision);
