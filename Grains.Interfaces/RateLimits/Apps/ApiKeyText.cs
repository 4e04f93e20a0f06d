using System.Buffers.Text;
using System.Security.Cryptography;

namespace OrleansBackends.Grains.Interfaces.RateLimits.Apps;

/// <summary>A key as callers send it, <c>rlk_&lt;app&gt;_&lt;secret&gt;</c>: it names the application, and only its hash is kept.</summary>
public static class ApiKeyText
{
    public const string Prefix = "rlk_";
    public const int SecretBytes = 32;

    private const int AppLength = 36;
    private const int AppEnd = 4 + AppLength;

    private static readonly int KeyLength = AppEnd + 1 + Base64Url.GetEncodedLength(SecretBytes);

    public static string Write(string app, ReadOnlySpan<byte> secret) => $"{Prefix}{app}_{Base64Url.EncodeToString(secret)}";

    /// <summary>The application that a key names, or null for what is no key.</summary>
    public static string? AppOf(string text) =>
        text.Length == KeyLength && text.StartsWith(Prefix, StringComparison.Ordinal) && text[AppEnd] == '_'
            && Guid.TryParseExact(text.AsSpan(Prefix.Length, AppLength), "D", out _)
            ? text.Substring(Prefix.Length, AppLength)
            : null;

    /// <summary>The hash of a key's secret, or null for what is no key.</summary>
    public static string? HashOf(string text)
    {
        Span<byte> secret = stackalloc byte[SecretBytes];
        return AppOf(text) is not null && Base64Url.TryDecodeFromChars(text.AsSpan(AppEnd + 1), secret, out var written) && written == SecretBytes
            ? Hash(secret)
            : null;
    }

    public static string Hash(ReadOnlySpan<byte> secret) => Convert.ToHexStringLower(SHA256.HashData(secret));
}
