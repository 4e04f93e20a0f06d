using System.Buffers.Binary;
using System.Net;
using System.Net.Sockets;
using System.Security.Cryptography;
using System.Text;

namespace OrleansBackends.Grains.Interfaces.Common;

/// <summary>Whom a counter belongs to, in 128 bits and without an allocation.</summary>
public readonly record struct LimitSubject(UInt128 Value)
{
    /// <summary>An IPv4 address, or the /64 of an IPv6 address.</summary>
    public static LimitSubject Of(IPAddress address)
    {
        Span<byte> bytes = stackalloc byte[16];
        address.TryWriteBytes(bytes, out var written);
        return address.AddressFamily == AddressFamily.InterNetwork || written == 4
            ? new LimitSubject(BinaryPrimitives.ReadUInt32BigEndian(bytes))
            : new LimitSubject(new UInt128(BinaryPrimitives.ReadUInt64BigEndian(bytes), 1));
    }

    /// <summary>The /48 of an IPv6 address; null for IPv4, where an address stands for itself.</summary>
    public static LimitSubject? OfNetwork(IPAddress address)
    {
        Span<byte> bytes = stackalloc byte[16];
        return address.AddressFamily == AddressFamily.InterNetworkV6 && !address.IsIPv4MappedToIPv6 && address.TryWriteBytes(bytes, out _)
            ? new LimitSubject(new UInt128(BinaryPrimitives.ReadUInt64BigEndian(bytes) >> 16, 2))
            : null;
    }

    public static LimitSubject Of(UserId user)
    {
        Span<byte> bytes = stackalloc byte[16];
        user.Value.TryWriteBytes(bytes);
        return new LimitSubject(BinaryPrimitives.ReadUInt128BigEndian(bytes));
    }

    /// <summary>Any text, by the first half of its SHA-256.</summary>
    public static LimitSubject Of(string subject)
    {
        Span<byte> utf8 = stackalloc byte[512];
        Span<byte> hash = stackalloc byte[SHA256.HashSizeInBytes];
        SHA256.HashData(Encoding.UTF8.TryGetBytes(subject, utf8, out var written) ? utf8[..written] : Encoding.UTF8.GetBytes(subject), hash);
        return new LimitSubject(BinaryPrimitives.ReadUInt128BigEndian(hash));
    }
}
