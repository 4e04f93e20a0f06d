namespace OrleansBackends.WebFrontend.Common;

/// <summary>Refusals that are decided at the edge, before any grain is asked.</summary>
public static class WebErrors
{
    public static Error IfMatchRequired { get; } =
        new(ErrorKind.PreconditionFailed, "if-match-required", "Send If-Match with the ETag of what you read.") { Member = "If-Match" };

    public static Error KeyRequired { get; } = Errors.Invalid("Send an Idempotency-Key, so that a repeat has one effect.", "Idempotency-Key");

    public static Error Busy { get; } =
        new(ErrorKind.Unavailable, "busy", "Too many are waiting. Try again shortly.") { RetryAfter = TimeSpan.FromSeconds(2) };

    public static Error Csrf { get; } =
        new(ErrorKind.Forbidden, "csrf", "This did not come from one of our pages: send the antiforgery token, from our own origin.");

    public static Error TopicNotFound { get; } = Errors.NotFound("topic");
}
