using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;

namespace OrleansBackends.Silo.Notifications.Channels.WebPush;

/// <summary>Message encryption for web push, RFC 8291 over RFC 8188: one record, with a fresh key pair and salt for each message.</summary>
internal static class WebPushCipher
{
    public const int SaltBytes = 16;
    public const int AuthBytes = 16;
    private const int PointBytes = 65;
    private const int TagBytes = 16;
    private const uint RecordSize = 4096;

    /// <summary>The last record of a body, and the only one here, ends with this.</summary>
    private const byte Delimiter = 2;

    /// <exception cref="CryptographicException">The browser's key is no point of the curve.</exception>
    public static byte[] Encrypt(ReadOnlySpan<byte> plain, byte[] browserKey, byte[] auth)
    {
        using var own = ECDiffieHellman.Create(ECCurve.NamedCurves.nistP256);
        return Encrypt(plain, browserKey, auth, own, RandomNumberGenerator.GetBytes(SaltBytes));
    }

    internal static byte[] Encrypt(ReadOnlySpan<byte> plain, byte[] browserKey, byte[] auth, ECDiffieHellman own, byte[] salt)
    {
        var ownKey = Point(own.ExportParameters(includePrivateParameters: false).Q);
        var (key, nonce) = Derive(Agree(own, browserKey), browserKey, ownKey, auth, salt);

        var body = new byte[SaltBytes + 4 + 1 + PointBytes + plain.Length + 1 + TagBytes];
        salt.CopyTo(body, 0);
        BinaryPrimitives.WriteUInt32BigEndian(body.AsSpan(SaltBytes), RecordSize);
        body[SaltBytes + 4] = PointBytes;
        ownKey.CopyTo(body, SaltBytes + 5);

        var record = body.AsSpan(SaltBytes + 5 + PointBytes);
        byte[] padded = [.. plain, Delimiter];
        using var aes = new AesGcm(key, TagBytes);
        aes.Encrypt(nonce, padded, record[..padded.Length], record[padded.Length..]);
        return body;
    }

    /// <summary>The record's key and nonce; the browser derives the same ones.</summary>
    internal static (byte[] Key, byte[] Nonce) Derive(byte[] secret, byte[] browserKey, byte[] ownKey, byte[] auth, byte[] salt)
    {
        byte[] info = [.. "WebPush: info\0"u8, .. browserKey, .. ownKey];
        var input = HKDF.DeriveKey(HashAlgorithmName.SHA256, secret, 32, salt: auth, info);
        return (Expand("Content-Encoding: aes128gcm\0", 16), Expand("Content-Encoding: nonce\0", 12));

        byte[] Expand(string purpose, int length) => HKDF.DeriveKey(HashAlgorithmName.SHA256, input, length, salt, Encoding.ASCII.GetBytes(purpose));
    }

    internal static byte[] Agree(ECDiffieHellman own, byte[] otherKey)
    {
        if (otherKey is not [4, ..] || otherKey.Length != PointBytes)
        {
            throw new CryptographicException("The key is no uncompressed point.");
        }

        using var other = ECDiffieHellman.Create(new ECParameters
        {
            Curve = ECCurve.NamedCurves.nistP256,
            Q = new ECPoint { X = otherKey[1..33], Y = otherKey[33..] },
        });
        return own.DeriveRawSecretAgreement(other.PublicKey);
    }

    private static byte[] Point(ECPoint point) => [4, .. point.X!, .. point.Y!];
}
