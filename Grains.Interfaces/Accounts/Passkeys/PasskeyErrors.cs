namespace OrleansBackends.Grains.Interfaces.Accounts;

public static class PasskeyErrors
{
    /// <summary>What a browser made is not what was asked for.</summary>
    public static Error PasskeyInvalid { get; } =
        new(ErrorKind.Unprocessable, "passkey-invalid", "This passkey cannot be added. Begin again.") { Member = "credential" };

    /// <summary>The same for a proof by a passkey: one code, whatever is wrong with it.</summary>
    public static Error PasskeyRefused { get; } = new(ErrorKind.Unauthorized, "passkey-invalid", "This passkey is not good here. Begin again.");

    public static Error PasskeyKnown { get; } = new(ErrorKind.Conflict, "passkey-known", "This passkey was added already.");

    public static Error TooManyPasskeys { get; } = new(ErrorKind.Conflict, "too-many-passkeys", "You have 20 passkeys. Remove one first.");

    public static Error LastCredential { get; } =
        new(ErrorKind.Conflict, "last-credential", "This is the only way into your account. Set a password or add another passkey first.");

    public static Error PasskeyNotFound { get; } = Errors.NotFound("passkey");
}
