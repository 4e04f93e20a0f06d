namespace OrleansBackends.Grains.Interfaces.RateLimits.Checks;

/// <summary>A use that goes on until <paramref name="ExpiresAt"/>, unless it is renewed or released. Without a lease the policy refused.</summary>
[GenerateSerializer, Immutable, Alias("rate-limits.acquire-answer")]
public sealed record AcquireAnswer(
    [property: Id(0)] string? LeaseId, [property: Id(1)] DateTimeOffset ExpiresAt, [property: Id(2)] LimitDecision Decision);

[GenerateSerializer, Immutable, Alias("rate-limits.subject-view")]
public sealed record SubjectView([property: Id(0)] IReadOnlyList<CounterView> Policies, [property: Id(1)] IReadOnlyList<DenialView> Denials);

/// <summary><paramref name="Held"/> counts uses that go on; <paramref name="ResetAt"/> is null when the subject is at full.</summary>
[GenerateSerializer, Immutable, Alias("rate-limits.counter-view")]
public sealed record CounterView(
    [property: Id(0)] string Name, [property: Id(1)] long Limit, [property: Id(2)] long Remaining, [property: Id(3)] DateTimeOffset? ResetAt,
    [property: Id(4)] int Held);

[GenerateSerializer, Immutable, Alias("rate-limits.denial-view")]
public sealed record DenialView(
    [property: Id(0)] DateTimeOffset At, [property: Id(1)] string Policy, [property: Id(2)] long Cost, [property: Id(3)] long RetryAfterMs);
