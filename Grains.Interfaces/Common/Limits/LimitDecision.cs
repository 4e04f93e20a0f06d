using System.Text.Json.Serialization;

namespace OrleansBackends.Grains.Interfaces.Common;

/// <summary>
/// What a check came to; times are in nanoseconds. <paramref name="Remaining"/> is what is left after the take, or before it when nothing was
/// taken; <paramref name="RetryAfter"/> is when the same cost would be granted, <paramref name="MoreAfter"/> when one more unit is there,
/// <paramref name="ResetAfter"/> when the subject is back at full.
/// </summary>
[GenerateSerializer, Immutable, Alias("common.limit-decision")]
public readonly record struct LimitDecision(
    [property: Id(0)] bool Allowed, [property: Id(1)] long Remaining, [property: Id(2)] long RetryAfter, [property: Id(3)] long MoreAfter,
    [property: Id(4)] long ResetAfter)
{
    /// <summary>The policy that was asked.</summary>
    [Id(5)]
    public string? Policy { get; init; }

    /// <summary>The same as a refusal, or null when the units were taken.</summary>
    [JsonIgnore]
    public Error? Refusal => Allowed ? null : LimitErrors.RateLimited(Policy, TimeSpan.FromTicks((RetryAfter + 99) / 100));
}
