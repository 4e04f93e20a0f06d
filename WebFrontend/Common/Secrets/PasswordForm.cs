using System.Security.Cryptography;

namespace OrleansBackends.WebFrontend.Common;

/// <summary>How a secret of people is kept.</summary>
public sealed record PasswordForm(string Algorithm, HashAlgorithmName Hash, int Iterations, int HashLength)
{
    public const int SaltLength = 16;

    /// <summary>Passwords of accounts: PBKDF2-HMAC-SHA512.</summary>
    public static PasswordForm Account { get; } = new("pbkdf2-sha512", HashAlgorithmName.SHA512, 220_000, 64);

    /// <summary>A secret that several people share, as of a link or a share: PBKDF2-HMAC-SHA256.</summary>
    public static PasswordForm SharedSecret { get; } = new("pbkdf2-sha256", HashAlgorithmName.SHA256, 600_000, 32);

    internal static PasswordForm? Named(string algorithm) =>
        algorithm == Account.Algorithm ? Account : algorithm == SharedSecret.Algorithm ? SharedSecret : null;
}
