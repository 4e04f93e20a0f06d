using System.Buffers.Binary;
using System.Buffers.Text;

namespace OrleansBackends.Grains.RateLimits.Checks;

/// <summary>Uses as bytes: the id, then the end.</summary>
internal static class PackedUses
{
    private const int Size = Uses.IdBytes + sizeof(long);

    public static byte[] Pack(IEnumerable<Use> uses)
    {
        var packed = new List<byte>();
        Span<byte> one = stackalloc byte[Size];
        foreach (var use in uses)
        {
            Base64Url.DecodeFromChars(use.Id, one);
            BinaryPrimitives.WriteInt64BigEndian(one[Uses.IdBytes..], use.ExpiresAt);
            packed.AddRange(one);
        }

        return [.. packed];
    }

    public static IEnumerable<Use> Unpack(LimitPolicy policy, byte[] packed) => packed.Chunk(Size).Select(one => new Use(
        Base64Url.EncodeToString(one.AsSpan(0, Uses.IdBytes)), policy, BinaryPrimitives.ReadInt64BigEndian(one.AsSpan(Uses.IdBytes))));
}
