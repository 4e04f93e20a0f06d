using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;

namespace OrleansBackends.Grains.Interfaces.Common;

/// <summary>
/// Names one intention of one caller, so that a repeated call has one effect: <paramref name="Value"/> is a hash of caller, route and key,
/// <paramref name="BodyHash"/> tells a repeat from another request under the same key.
/// </summary>
[GenerateSerializer, Immutable, Alias("common.operation-id")]
public sealed record OperationId([property: Id(0)] string Value, [property: Id(1)] string BodyHash)
{
    public static OperationId From(string caller, string route, string key, ReadOnlySpan<byte> body) =>
        new(Hash($"{caller}\n{route}\n{key}"), Convert.ToHexStringLower(SHA256.HashData(body)));

    /// <summary>The same intention's part number <paramref name="index"/> (items of a bulk call, steps of a saga).</summary>
    public OperationId Part(string name, int index) => new(Hash($"{Value}\n{name}\n{index}"), BodyHash);

    /// <summary>128 bits that a repeat of the operation finds again: what a call with a key creates is named by them.</summary>
    public Guid DeriveGuid(string purpose, int attempt = 0) => new(DeriveBytes(purpose, attempt).AsSpan(0, 16), bigEndian: true);

    /// <summary>32 bytes from an HMAC of purpose and attempt under the operation's own value.</summary>
    public byte[] DeriveBytes(string purpose, int attempt = 0)
    {
        Span<byte> text = stackalloc byte[Encoding.UTF8.GetByteCount(purpose) + 4];
        BinaryPrimitives.WriteInt32BigEndian(text, attempt);
        Encoding.UTF8.GetBytes(purpose, text[4..]);
        return HMACSHA256.HashData(Encoding.UTF8.GetBytes(Value), text);
    }

    private static string Hash(string text) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)));
}
