using System.Diagnostics.CodeAnalysis;

namespace OrleansBackends.Grains.Interfaces.Accounts;

/// <summary>
/// <c>obr_</c> and base64url of user id (16 bytes), session id (16) and secret (32): found from its own content, without a table.
/// </summary>
public sealed record RefreshToken(UserId User, Guid Session, byte[] Secret)
{
    public const string Prefix = "obr_";

    public const int SecretLength = 32;

    private const int Length = 16 + 16 + SecretLength;

    public string Write()
    {
        var bytes = new byte[Length];
        User.Value.TryWriteBytes(bytes, bigEndian: true, out _);
        Session.TryWriteBytes(bytes.AsSpan(16), bigEndian: true, out _);
        Secret.CopyTo(bytes, 32);
        return PrefixedBytes.Write(Prefix, bytes);
    }

    public static bool TryRead(string text, [NotNullWhen(true)] out RefreshToken? token)
    {
        token = null;
        var bytes = new byte[Length];
        if (!PrefixedBytes.TryRead(Prefix, text, bytes))
        {
            return false;
        }

        token = new RefreshToken(new UserId(new Guid(bytes.AsSpan(0, 16), bigEndian: true)), new Guid(bytes.AsSpan(16, 16), bigEndian: true), bytes[32..]);
        return true;
    }
}
