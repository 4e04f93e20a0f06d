using System.Security.Cryptography;

namespace OrleansBackends.WebFrontend.Common;

/// <summary>How a secret of people is kept: an algorithm and its numbers.</summary>
public abstract record PasswordForm(string Algorithm, int HashLength)
{
    public const int SaltLength = 16;

    /// <summary>Passwords of accounts where nothing else is set: PBKDF2-HMAC-SHA512.</summary>
    public static Pbkdf2Form Account { get; } = new("pbkdf2-sha512", HashAlgorithmName.SHA512, 220_000, 64);

    /// <summary>A secret that several people share, as of a link or a share: PBKDF2-HMAC-SHA256.</summary>
    public static Pbkdf2Form SharedSecret { get; } = new("pbkdf2-sha256", HashAlgorithmName.SHA256, 600_000, 32);

    /// <summary>As they are kept beside the algorithm.</summary>
    public abstract string Numbers { get; }

    public abstract byte[] Derive(byte[] secret, byte[] salt);

    internal static PasswordForm? Read(string algorithm, string numbers) =>
        algorithm == Argon2idForm.Name ? Argon2idForm.Read(numbers)
        : algorithm == Account.Algorithm ? Account.Read(numbers)
        : algorithm == SharedSecret.Algorithm ? SharedSecret.Read(numbers)
        : null;
}
