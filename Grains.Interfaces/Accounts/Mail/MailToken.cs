using System.Diagnostics.CodeAnalysis;
using System.Security.Cryptography;

namespace OrleansBackends.Grains.Interfaces.Accounts;

/// <summary>What a mailed link carries: base64url of user id (16 bytes) and secret (32), so the account is found without a table.</summary>
public sealed record MailToken(UserId User, byte[] Secret)
{
    public const int MaxText = 100;

    private const int SecretLength = 32;
    private const int Length = 16 + SecretLength;

    public static MailToken New(UserId user) => new(user, RandomNumberGenerator.GetBytes(SecretLength));

    public string Write()
    {
        var bytes = new byte[Length];
        User.Value.TryWriteBytes(bytes, bigEndian: true, out _);
        Secret.CopyTo(bytes, 16);
        return PrefixedBytes.Write("", bytes);
    }

    public static bool TryRead(string text, [NotNullWhen(true)] out MailToken? token)
    {
        token = null;
        var bytes = new byte[Length];
        if (!PrefixedBytes.TryRead("", text, bytes))
        {
            return false;
        }

        token = new MailToken(new UserId(new Guid(bytes.AsSpan(0, 16), bigEndian: true)), bytes[16..]);
        return true;
    }
}
