namespace OrleansBackends.Grains.Interfaces.Accounts;

public static class AdminErrors
{
    public static Error SetupTokenInvalid { get; } = new(ErrorKind.Unauthorized, "setup-token-invalid", "This setup token is not the one that was printed.");

    public static Error AlreadySetUp { get; } = new(ErrorKind.Conflict, "already-set-up", "There is an admin already.");

    public static Error LastAdmin { get; } = new(ErrorKind.Conflict, "last-admin", "The last admin cannot go.");

    public static Error SelfLockout { get; } = new(ErrorKind.Conflict, "self-lockout", "You cannot shut yourself out.");

    public static Error UnknownRole { get; } = new(ErrorKind.Unprocessable, "unknown-role", "There is no such role.") { Member = "roles" };

    public static Error TooManyAdmins { get; } = new(ErrorKind.Conflict, "too-many-admins", "There are 200 admins.");
}
