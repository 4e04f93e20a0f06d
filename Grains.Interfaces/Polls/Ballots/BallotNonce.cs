using System.Buffers.Binary;
using System.Buffers.Text;
using System.Security.Cryptography;

namespace OrleansBackends.Grains.Interfaces.Polls.Ballots;

/// <summary>Sixteen bytes that a voter alone knows: what hides a ballot in the tree of the poll, and as text the voter's receipt.</summary>
public static class BallotNonce
{
    public const int Bytes = 16;

    /// <summary>Characters of a receipt.</summary>
    public const int Length = 22;

    public static UInt128 New()
    {
        Span<byte> bytes = stackalloc byte[Bytes];
        RandomNumberGenerator.Fill(bytes);
        return BinaryPrimitives.ReadUInt128BigEndian(bytes);
    }

    public static string ToText(UInt128 nonce)
    {
        Span<byte> bytes = stackalloc byte[Bytes];
        BinaryPrimitives.WriteUInt128BigEndian(bytes, nonce);
        return Base64Url.EncodeToString(bytes);
    }

    /// <summary>Null for what is no receipt; each nonce has one spelling.</summary>
    public static UInt128? Read(string text)
    {
        Span<byte> bytes = stackalloc byte[Bytes];
        return text.Length == Length && Base64Url.IsValid(text) && Base64Url.TryDecodeFromChars(text, bytes, out var read) && read == Bytes
            && BinaryPrimitives.ReadUInt128BigEndian(bytes) is var nonce && ToText(nonce) == text
            ? nonce
            : null;
    }
}
