using System.Buffers.Text;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace OrleansBackends.WebFrontend.Common;

/// <summary>A kept secret, <c>algorithm$iterations$salt$hash</c> with base64url parts; it stays readable when the numbers of its form are raised.</summary>
public sealed record PasswordHash(PasswordForm Form, byte[] Salt, byte[] Hash)
{
    public static PasswordHash Compute(string secret, PasswordForm form)
    {
        var salt = RandomNumberGenerator.GetBytes(PasswordForm.SaltLength);
        return new PasswordHash(form, salt, Derive(secret, form, salt));
    }

    public static PasswordHash? Parse(string encoded)
    {
        if (encoded.Split('$') is not [var algorithm, var iterations, var salt, var hash]
            || PasswordForm.Named(algorithm) is not { } form
            || !int.TryParse(iterations, NumberStyles.None, CultureInfo.InvariantCulture, out var count) || count < 1
            || !Base64Url.IsValid(salt) || !Base64Url.IsValid(hash))
        {
            return null;
        }

        var bytes = Base64Url.DecodeFromChars(hash);
        return bytes.Length == form.HashLength ? new PasswordHash(form with { Iterations = count }, Base64Url.DecodeFromChars(salt), bytes) : null;
    }

    /// <summary>Whether it was kept with other numbers than are used today.</summary>
    public bool IsOutdated => PasswordForm.Named(Form.Algorithm) != Form;

    /// <summary>Compares in constant time.</summary>
    public bool Matches(string secret) => CryptographicOperations.FixedTimeEquals(Hash, Derive(secret, Form, Salt));

    public override string ToString() => string.Create(
        CultureInfo.InvariantCulture, $"{Form.Algorithm}${Form.Iterations}${Base64Url.EncodeToString(Salt)}${Base64Url.EncodeToString(Hash)}");

    private static byte[] Derive(string secret, PasswordForm form, byte[] salt) =>
        Rfc2898DeriveBytes.Pbkdf2(Encoding.UTF8.GetBytes(secret), salt, form.Iterations, form.Hash, form.HashLength);
}
