using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;

namespace OrleansBackends.WebFrontend.Common;

/// <summary>A kept secret, <c>algorithm$numbers$salt$hash</c> with base64url parts; it stays readable when the numbers of its form are raised.</summary>
public sealed record PasswordHash(PasswordForm Form, byte[] Salt, byte[] Hash)
{
    public static PasswordHash Compute(string secret, PasswordForm form)
    {
        var salt = RandomNumberGenerator.GetBytes(PasswordForm.SaltLength);
        return new PasswordHash(form, salt, form.Derive(Encoding.UTF8.GetBytes(secret), salt));
    }

    /// <summary>Of nobody: checking it takes the same work, and nobody knows a secret that matches.</summary>
    public static PasswordHash Dummy(PasswordForm form) => new(form, new byte[PasswordForm.SaltLength], new byte[form.HashLength]);

    public static PasswordHash? Parse(string encoded)
    {
        if (encoded.Split('$') is not [var algorithm, var numbers, var salt, var hash]
            || PasswordForm.Read(algorithm, numbers) is not { } form
            || !Base64Url.IsValid(salt) || !Base64Url.IsValid(hash))
        {
            return null;
        }

        var bytes = Base64Url.DecodeFromChars(hash);
        return bytes.Length == form.HashLength ? new PasswordHash(form, Base64Url.DecodeFromChars(salt), bytes) : null;
    }

    /// <summary>Compares in constant time.</summary>
    public bool Matches(string secret) => CryptographicOperations.FixedTimeEquals(Hash, Form.Derive(Encoding.UTF8.GetBytes(secret), Salt));

    public override string ToString() => $"{Form.Algorithm}${Form.Numbers}${Base64Url.EncodeToString(Salt)}${Base64Url.EncodeToString(Hash)}";
}
