using System.ComponentModel.DataAnnotations;
using Microsoft.Extensions.Validation;
using OrleansBackends.Grains.Interfaces.RateLimits.Checks;

namespace OrleansBackends.WebFrontend.RateLimits.Checks;

/// <summary>What is wrong with it the desk says, for each item of a batch apart.</summary>
#pragma warning disable ASP0029 // For evaluation only; the framework's validation would cost more than the check.
[SkipValidation]
#pragma warning restore ASP0029
public sealed record CheckRequest(
    string Subject,
    [property: MinLength(1), MaxLength(ILimiterGrain.MaxChecks)] IReadOnlyList<CheckItem> Checks,
    bool Peek = false,
    [property: StringLength(ILimiterGrain.MaxCheckIdLength, MinimumLength = 1)] string? CheckId = null);

/// <param name="Policy">Its name.</param>
/// <param name="Cost">Units; 0 only asks.</param>
/// <param name="Subject">Where it is not that of the whole check.</param>
public sealed record CheckItem(string Policy, long Cost = 1, string? Subject = null);

/// <summary>Independent of each other: one that is refused fails no other.</summary>
public sealed record BatchRequest(
#pragma warning disable ASP0029 // As above, and for each of a hundred.
    [property: SkipValidation]
#pragma warning restore ASP0029
    [property: MinLength(1), MaxLength(BatchRequest.Most)] IReadOnlyList<CheckRequest> Items)
{
    public const int Most = 100;
}

public sealed record RefundRequest(string Subject, string Policy, [property: Range(1, long.MaxValue)] long Cost, string CheckId);

public sealed record ResetRequest(string Subject, IReadOnlyList<string>? Policies = null);

public sealed record LeaseUseRequest(string Subject, string Policy, [property: Range(1, 3_600)] int TtlSeconds);

public sealed record RenewRequest([property: Range(1, 3_600)] int TtlSeconds);
