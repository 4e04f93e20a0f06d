using OrleansBackends.Grains.Interfaces.RateLimits.Apps;
using OrleansBackends.Grains.Interfaces.RateLimits.Checks;

namespace OrleansBackends.Grains.Interfaces.RateLimits;

public static class RateLimitErrors
{
    public static Error AppNotFound { get; } = Errors.NotFound("app");

    public static Error NameInvalid { get; } = new(ErrorKind.Invalid, "name-invalid", "A name has 1 to 60 characters.") { Member = "name" };

    public static Error QuotaReached { get; } =
        new(ErrorKind.Forbidden, "quota-reached", $"A user has at most {AppLimits.PerUser} applications.");

    public static Error TooManyKeys { get; } = new(ErrorKind.Conflict, "too-many-keys", $"An application has at most {AppLimits.Keys} keys.");

    public static Error TooManyPolicies { get; } =
        new(ErrorKind.Conflict, "too-many-policies", $"An application has at most {AppLimits.Policies} policies.");

    public static Error KeyNotFound { get; } = Errors.NotFound("key");

    public static Error PolicyNotFound { get; } = Errors.NotFound("policy");

    public static Error PolicyNeeded { get; } =
        new(ErrorKind.Conflict, "policy-needed", "Routes of this product run under this policy. Change it, or set its mode to off.");

    public static Error BuiltIn { get; } = new(ErrorKind.Conflict, "built-in", "The built-in application has neither keys nor an end.");

    public static Error PolicyUnknown { get; } = new(ErrorKind.NotFound, "policy-unknown", "A check names a policy that the application does not have.");

    public static Error SubjectInvalid { get; } =
        new(ErrorKind.Invalid, "subject-invalid", "A subject has 1 to 256 bytes and no control characters.") { Member = "subject" };

    public static Error KeyInvalid { get; } = new(ErrorKind.Unauthorized, "key-invalid", "This is no valid key.");

    public static Error CostNegative { get; } = Errors.Invalid("A cost is 0 or more.", "cost");

    public static Error ChecksInvalid { get; } =
        Errors.Invalid($"A check names 1 to {ILimiterGrain.MaxChecks} policies, of each subject each of them once.", "checks");

    public static Error CheckIdInvalid { get; } = Errors.Invalid($"An id has 1 to {ILimiterGrain.MaxCheckIdLength} characters.", "checkId");

    public static Error CheckUnknown { get; } = new(ErrorKind.NotFound, "check-unknown", "The subject does not remember this check.") { Member = "checkId" };

    public static Error NotConcurrency { get; } =
        new(ErrorKind.Invalid, "not-concurrency", "Leases are of policies that limit concurrency, and only they are.") { Member = "policy" };

    public static Error LeaseExpired { get; } = new(ErrorKind.NotFound, "lease-expired", "The lease has ended.");

    public static Error HitsNotOrdered { get; } = new(ErrorKind.Invalid, "hits-not-ordered", "Each hit is at or after the one before it.") { Member = "hits" };

    public static Error RangeInvalid { get; } =
        new(ErrorKind.Invalid, "range-invalid", "A range begins before it ends; it has at most 31 days in hours, a day in minutes of one policy, six hours in minutes of all.") { Member = "from" };

    public static Error CostOverCapacity(LimitPolicy policy) =>
        new(ErrorKind.Invalid, "cost-over-capacity", $"Policy {policy.Name} never grants more than {policy.Capacity} at once.") { Member = "cost" };
}
