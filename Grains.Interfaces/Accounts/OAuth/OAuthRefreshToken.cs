using System.Buffers.Text;
using System.Diagnostics.CodeAnalysis;

namespace OrleansBackends.Grains.Interfaces.Accounts;

/// <summary><c>obo_</c> and base64url of authorization id (16 bytes) and secret (32): found from its own content, without a table.</summary>
public sealed record OAuthRefreshToken(Guid Authorization, byte[] Secret)
{
    public const string Prefix = "obo_";

    public const int SecretLength = 32;

    private const int Length = 16 + SecretLength;

    public string Write()
    {
        var bytes = new byte[Length];
        Authorization.TryWriteBytes(bytes, bigEndian: true, out _);
        Secret.CopyTo(bytes, 16);
        return Prefix + Base64Url.EncodeToString(bytes);
    }

    public static bool TryRead(string text, [NotNullWhen(true)] out OAuthRefreshToken? token)
    {
        token = null;
        var bytes = new byte[Length];
        if (!text.StartsWith(Prefix, StringComparison.Ordinal)
            || Base64Url.GetEncodedLength(Length) != text.Length - Prefix.Length
            || !Base64Url.IsValid(text.AsSpan(Prefix.Length))
            || !Base64Url.TryDecodeFromChars(text.AsSpan(Prefix.Length), bytes, out var written)
            || written != Length)
        {
            return false;
        }

        token = new OAuthRefreshToken(new Guid(bytes.AsSpan(0, 16), bigEndian: true), bytes[16..]);
        return true;
    }
}
