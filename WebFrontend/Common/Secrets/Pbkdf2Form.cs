using System.Globalization;
using System.Security.Cryptography;

namespace OrleansBackends.WebFrontend.Common;

/// <summary>PBKDF2 over a hash, whose only number is how often it is repeated.</summary>
public sealed record Pbkdf2Form(string Algorithm, HashAlgorithmName Hash, int Iterations, int HashLength) : PasswordForm(Algorithm, HashLength)
{
    public override string Numbers => Iterations.ToString(CultureInfo.InvariantCulture);

    public override byte[] Derive(byte[] secret, byte[] salt) => Rfc2898DeriveBytes.Pbkdf2(secret, salt, Iterations, Hash, HashLength);

    internal Pbkdf2Form? Read(string numbers) =>
        int.TryParse(numbers, NumberStyles.None, CultureInfo.InvariantCulture, out var count) && count > 0 ? this with { Iterations = count } : null;
}
