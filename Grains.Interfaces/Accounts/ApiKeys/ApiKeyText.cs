using System.Diagnostics.CodeAnalysis;
using System.Text;

namespace OrleansBackends.Grains.Interfaces.Accounts;

/// <summary>
/// <c>obk_</c>, base64url of user id (16 bytes), key id (8) and secret (32), and six base-62 digits of the CRC-32 of the text before, so that a
/// mistyped or invented key is refused without a grain call.
/// </summary>
public sealed record ApiKeyText(UserId User, ulong Key, byte[] Secret)
{
    public const string Prefix = "obk_";

    public const int SecretLength = 32;

    private const int Length = 16 + 8 + SecretLength;
    private const int Digits = 6;
    private const string Base62 = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";

    public string KeyId => Key.ToString("x16", System.Globalization.CultureInfo.InvariantCulture);

    public string Write()
    {
        var bytes = new byte[Length];
        User.Value.TryWriteBytes(bytes, bigEndian: true, out _);
        System.Buffers.Binary.BinaryPrimitives.WriteUInt64BigEndian(bytes.AsSpan(16), Key);
        Secret.CopyTo(bytes, 24);
        var text = PrefixedBytes.Write(Prefix, bytes);
        return text + Checksum(text);
    }

    public static bool TryRead(string text, [NotNullWhen(true)] out ApiKeyText? key)
    {
        key = null;
        var end = PrefixedBytes.Length(Prefix, Length);
        var bytes = new byte[Length];
        if (text.Length != end + Digits
            || Checksum(text[..end]) != text[end..]
            || !PrefixedBytes.TryRead(Prefix, text.AsSpan(0, end), bytes))
        {
            return false;
        }

        key = new ApiKeyText(
            new UserId(new Guid(bytes.AsSpan(0, 16), bigEndian: true)),
            System.Buffers.Binary.BinaryPrimitives.ReadUInt64BigEndian(bytes.AsSpan(16)),
            bytes[24..]);
        return true;
    }

    private static string Checksum(string text)
    {
        var rest = Crc32(Encoding.UTF8.GetBytes(text));
        Span<char> digits = stackalloc char[Digits];
        for (var i = Digits - 1; i >= 0; i--)
        {
            digits[i] = Base62[(int)(rest % 62)];
            rest /= 62;
        }

        return new string(digits);
    }

    private static uint Crc32(ReadOnlySpan<byte> bytes)
    {
        var crc = uint.MaxValue;
        foreach (var b in bytes)
        {
            crc ^= b;
            for (var bit = 0; bit < 8; bit++)
            {
                crc = (crc >> 1) ^ (0xEDB88320 & (uint)-(int)(crc & 1));
            }
        }

        return ~crc;
    }
}
