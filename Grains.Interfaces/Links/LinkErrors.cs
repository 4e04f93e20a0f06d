namespace OrleansBackends.Grains.Interfaces.Links;

public static class LinkErrors
{
    public static Error NotFound { get; } = Errors.NotFound("link");

    public static Error Gone { get; } = new(ErrorKind.Gone, "link-gone", "This link was deleted.");

    public static Error InvalidUrl { get; } = new(ErrorKind.Invalid, "invalid-url", "This is no absolute web address.") { Member = "url" };

    public static Error UrlTooLong { get; } =
        new(ErrorKind.Invalid, "url-too-long", $"An address has at most {LinkLimits.Url} characters.") { Member = "url" };

    public static Error SchemeNotAllowed { get; } =
        new(ErrorKind.Unprocessable, "scheme-not-allowed", "Only http and https addresses can be shortened.") { Member = "url" };

    public static Error UrlHasCredentials { get; } =
        new(ErrorKind.Unprocessable, "url-has-credentials", "An address with a user name or password cannot be shortened.") { Member = "url" };

    public static Error Loop { get; } = new(ErrorKind.Unprocessable, "loop", "A short link cannot lead back here.") { Member = "url" };

    public static Error HostNotPublic { get; } =
        new(ErrorKind.Unprocessable, "host-not-public", "The host of the address is not on the public internet.") { Member = "url" };

    public static Error HostBanned { get; } = new(ErrorKind.Forbidden, "host-banned", "Addresses of this host are not shortened here.") { Member = "url" };

    public static Error CodeInvalid { get; } =
        new(ErrorKind.Invalid, "code-invalid", "A code has 3 to 64 letters, digits, hyphens or underscores.") { Member = "code" };

    public static Error CodeReserved { get; } = new(ErrorKind.Unprocessable, "code-reserved", "This code is reserved.") { Member = "code" };

    public static Error RuleInvalid { get; } = new(
        ErrorKind.Invalid, "rule-invalid",
        $"At most {LinkLimits.Rules} rules of {LinkLimits.RulesText} characters, each with 1 to {LinkLimits.Conditions} conditions that make sense.")
    {
        Member = "rules",
    };

    public static Error CodeTaken { get; } = new(ErrorKind.Conflict, "code-taken", "This code is taken.") { Member = "code" };

    public static Error NoCodeLeft { get; } = new(ErrorKind.Unavailable, "no-code-left", "No free code was found. Try again.");

    public static Error AnonymousNotAllowed { get; } = new(ErrorKind.Forbidden, "anonymous-not-allowed", "Sign in to shorten links or to choose a code.");

    public static Error QuotaReached { get; } =
        new(ErrorKind.Forbidden, "quota-reached", "You have as many links as one owner may have here. Delete some first.");

    public static Error ExpiresInPast { get; } =
        new(ErrorKind.Unprocessable, "expires-in-past", "The link would have expired already.") { Member = "expiresAt" };

    public static Error StartsAfterExpiry { get; } =
        new(ErrorKind.Unprocessable, "starts-after-expiry", "The link would expire before it starts.") { Member = "startsAt" };

    public static Error MaxVisitsBelowUsed { get; } =
        new(ErrorKind.Conflict, "max-visits-below-used", "More visits were used than that.") { Member = "maxVisits" };

    public static Error TooManyItems { get; } = new(ErrorKind.Invalid, "too-many-items", $"At most {LinkLimits.Bulk} items at once.");

    public static Error HostInvalid { get; } = new(ErrorKind.Invalid, "host-invalid", "This is no host name.") { Member = "host" };

    public static Error RangeInvalid { get; } = new(ErrorKind.Unprocessable, "range-invalid", "At most 366 days, the first not after the last.") { Member = "from" };

    public static Error QrInvalid { get; } = new(ErrorKind.Invalid, "qr-invalid", "Size 64–2048, margin 0–16, ec L, M, Q or H, colours of 6 hex digits.");

    public static Error QrLowContrast { get; } = new(ErrorKind.Unprocessable, "qr-low-contrast", "The colours differ too little to be read by a camera.");

    public static Error TooManyTries(TimeSpan wait) => new(ErrorKind.TooMany, "rate-limited", "Too many tries. Wait a little.") { RetryAfter = wait };
}
