using System.Buffers.Text;

namespace OrleansBackends.Grains.Interfaces.Common;

/// <summary>So many bytes as base64url behind a prefix, as tokens and keys are written; a text that is not exactly that is none.</summary>
internal static class PrefixedBytes
{
    public static string Write(string prefix, ReadOnlySpan<byte> bytes) => prefix + Base64Url.EncodeToString(bytes);

    public static int Length(string prefix, int bytes) => prefix.Length + Base64Url.GetEncodedLength(bytes);

    public static bool TryRead(string prefix, ReadOnlySpan<char> text, Span<byte> bytes) =>
        text.Length == Length(prefix, bytes.Length)
        && text.StartsWith(prefix, StringComparison.Ordinal)
        && Base64Url.IsValid(text[prefix.Length..])
        && Base64Url.TryDecodeFromChars(text[prefix.Length..], bytes, out var written)
        && written == bytes.Length;
}
