using System.Buffers.Text;
using System.Security.Cryptography;

namespace OrleansBackends.Grains.Interfaces.RateLimits.Apps;

/// <summary>A key as callers send it, <c>rlk_&lt;app&gt;_&lt;secret&gt;</c>: it names the application, and only its hash is kept.</summary>
public static class ApiKeyText
{
    public const string Prefix = "rlk_";
    public const int SecretBytes = 32;

    public static string Write(string app, ReadOnlySpan<byte> secret) => $"{Prefix}{app}_{Base64Url.EncodeToString(secret)}";

    /// <summary>The application and the hash of the secret, or null for what is no key.</summary>
    public static (string App, string Hash)? Read(string text)
    {
        Span<byte> secret = stackalloc byte[SecretBytes];
        var end = Prefix.Length + Guid.Empty.ToString("D").Length;
        return text.Length > end + 1 && text.StartsWith(Prefix, StringComparison.Ordinal) && text[end] == '_'
            && text.Length - end - 1 == Base64Url.GetEncodedLength(SecretBytes)
            && Guid.TryParseExact(text.AsSpan(Prefix.Length, end - Prefix.Length), "D", out var app)
            && Base64Url.TryDecodeFromChars(text.AsSpan(end + 1), secret, out var written) && written == SecretBytes
            ? (app.ToString("D"), Hash(secret))
            : null;
    }

    public static string Hash(ReadOnlySpan<byte> secret) => Convert.ToHexStringLower(SHA256.HashData(secret));
}
