namespace OrleansBackends.Grains.Interfaces.Accounts;

/// <summary>Every refusal of accounts, sessions and API keys.</summary>
public static class AccountErrors
{
    public static Error UsernameTaken { get; } = new(ErrorKind.Conflict, "username-taken", "This user name is taken.") { Member = "username" };

    /// <summary>Never leaves the frontend: to the world a taken address looks like a free one.</summary>
    public static Error AddressTaken { get; } = new(ErrorKind.Conflict, "address-taken", "This address is taken.");

    public static Error InvalidUsername { get; } = new(ErrorKind.Unprocessable, "invalid-username",
        "A user name has 2 to 32 letters, digits, dots, hyphens or underscores and starts and ends with a letter or digit.") { Member = "username" };

    public static Error RegistrationClosed { get; } = new(ErrorKind.Forbidden, "registration-closed", "Registration is closed here.");

    public static Error InvalidCredentials { get; } = new(ErrorKind.Unauthorized, "invalid-credentials", "Address or password is wrong.");

    public static Error TokenInvalid { get; } =
        new(ErrorKind.Invalid, "token-invalid", "This link is not valid: it was used, has expired, or does not go with what you typed.") { Member = "token" };

    public static Error MailOff { get; } = new(ErrorKind.Forbidden, "mail-off", "No mail is sent here, so nothing can be done by a mailed link.");

    public static Error PasswordResetRequired { get; } =
        new(ErrorKind.Forbidden, "password-reset-required", "An administrator asked for a new password. Set one before you sign in.");

    public static Error RefreshInvalid { get; } = new(ErrorKind.Unauthorized, "refresh-invalid", "This refresh token is not valid. Sign in again.");

    public static Error TokenOutdated { get; } =
        new(ErrorKind.Unauthorized, "token-outdated", "Your roles or state have changed. Refresh the token.");

    public static Error SessionNotFound { get; } = Errors.NotFound("session");

    public static Error SessionRequired { get; } = new(ErrorKind.Forbidden, "session-required", "This needs a signed-in session, not an API key.");

    public static Error ReauthenticationRequired { get; } =
        new(ErrorKind.Forbidden, "reauthentication-required", "Confirm your password first; the last time is more than 15 minutes ago.");

    public static Error UsernameChangedRecently { get; } =
        new(ErrorKind.TooMany, "username-changed-recently", "A user name changes at most twice in 30 days.") { Member = "username" };

    public static Error UnknownScope { get; } = new(ErrorKind.Unprocessable, "unknown-scope", "There is no such scope.") { Member = "scopes" };

    public static Error ScopeNotHeld { get; } = new(ErrorKind.Forbidden, "scope-not-held", "You may not give away what you do not hold.") { Member = "scopes" };

    public static Error TooManyKeys { get; } = new(ErrorKind.Conflict, "too-many-keys", "You have 50 keys. Revoke one first.");

    public static Error KeyNotFound { get; } = Errors.NotFound("api-key");

    public static Error ExportNotFound { get; } = Errors.NotFound("export");

    public static Error UserNotFound { get; } = Errors.NotFound("user");

    public static Error PasswordChanged { get; } =
        new(ErrorKind.Unauthorized, "invalid-credentials", "The password was changed meanwhile.");

    public static Error TooManyAttempts(TimeSpan wait) =>
        new(ErrorKind.TooMany, "too-many-attempts", "Too many attempts. Wait before the next one.") { RetryAfter = wait };

    public static Error WeakPassword(IReadOnlyList<string> reasons) =>
        new(ErrorKind.Unprocessable, "weak-password", "Choose another password.") { Member = "password", Reasons = reasons };
}
