namespace OrleansBackends.Grains.Interfaces.Common;

/// <summary>What a refusal means to the caller; the frontend maps each kind to one HTTP status.</summary>
[GenerateSerializer, Alias("common.error-kind")]
public enum ErrorKind
{
    /// <summary>Cannot be read: syntax, type, malformed value (400).</summary>
    Invalid,

    /// <summary>Was read and breaks a rule (422).</summary>
    Unprocessable,

    /// <summary>Who is calling is not known (401).</summary>
    Unauthorized,

    /// <summary>The caller may not (403).</summary>
    Forbidden,

    /// <summary>Does not exist, or is somebody else's private thing (404).</summary>
    NotFound,

    /// <summary>Collides with what is there (409).</summary>
    Conflict,

    /// <summary>Was there and will not come back (410).</summary>
    Gone,

    /// <summary>The version named is not the current one (412).</summary>
    PreconditionFailed,

    /// <summary>Too many calls; <see cref="Error.RetryAfter"/> says when again (429).</summary>
    TooMany,

    /// <summary>Cannot be done now; may be repeated (503).</summary>
    Unavailable,
}

/// <summary>A refusal: a value, never an exception. <paramref name="Code"/> is stable and kebab-case, <paramref name="Message"/> is for people.</summary>
[GenerateSerializer, Immutable, Alias("common.error")]
public sealed record Error([property: Id(0)] ErrorKind Kind, [property: Id(1)] string Code, [property: Id(2)] string Message)
{
    /// <summary>How long to wait before another try; sent as <c>Retry-After</c>, rounded up to seconds.</summary>
    [Id(3)]
    public TimeSpan? RetryAfter { get; init; }

    /// <summary>The member of the request that is meant, as the caller spells it.</summary>
    [Id(4)]
    public string? Member { get; init; }

    /// <summary>Several stable words that explain the refusal, as <c>weak-password</c> has.</summary>
    [Id(5)]
    public IReadOnlyList<string>? Reasons { get; init; }
}

/// <summary>Refusals every slice shares.</summary>
public static class Errors
{
    public static Error Invalid(string message, string? member = null) => new(ErrorKind.Invalid, "invalid-request", message) { Member = member };

    public static Error InvalidCursor { get; } = new(ErrorKind.Invalid, "invalid-cursor", "The cursor is not one this list gave out.") { Member = "cursor" };

    public static Error Unauthenticated { get; } = new(ErrorKind.Unauthorized, "unauthenticated", "Sign in first.");

    public static Error Forbidden { get; } = new(ErrorKind.Forbidden, "forbidden", "You may not do this.");

    public static Error NotFound(string thing) => new(ErrorKind.NotFound, $"{thing}-not-found", $"There is no such {thing}.");

    public static Error Stale { get; } = new(ErrorKind.PreconditionFailed, "stale", "It was changed since you read it. Read it again.");

    public static Error KeyReused { get; } =
        new(ErrorKind.Unprocessable, "idempotency-key-reused", "This Idempotency-Key was used with another request body.");

    public static Error OutboxFull { get; } =
        new(ErrorKind.Unavailable, "outbox-full", "Too much is waiting to be delivered. Try again shortly.") { RetryAfter = TimeSpan.FromSeconds(15) };

    public static Error Unavailable { get; } = new(ErrorKind.Unavailable, "unavailable", "This cannot be answered just now. Try again shortly.");
}
