using System.Buffers.Binary;
using System.Buffers.Text;
using System.Security.Cryptography;

namespace OrleansBackends.Tests.Notifications.Channels.WebPush;

/// <summary>The receiving end of RFC 8291, written apart from the sending one: it takes the body to pieces and expands keys with plain HMAC.</summary>
internal sealed class Browser : IDisposable
{
    private readonly ECDiffieHellman pair = ECDiffieHellman.Create(ECCurve.NamedCurves.nistP256);

    public byte[] Key => pair.ExportParameters(false).Q is var point ? [4, .. point.X!, .. point.Y!] : [];

    public byte[] Auth { get; } = RandomNumberGenerator.GetBytes(16);

    public string P256dh => Base64Url.EncodeToString(Key);

    public string AuthText => Base64Url.EncodeToString(Auth);

    public byte[] Decrypt(byte[] body)
    {
        Assert.Equal(4096u, BinaryPrimitives.ReadUInt32BigEndian(body.AsSpan(16)));
        Assert.Equal(65, body[20]);
        var (salt, sender, record) = (body[..16], body[21..86], body[86..]);
        using var other = ECDiffieHellman.Create(new ECParameters
        {
            Curve = ECCurve.NamedCurves.nistP256,
            Q = new ECPoint { X = sender[1..33], Y = sender[33..] },
        });
        var shared = Hmac(Auth, pair.DeriveRawSecretAgreement(other.PublicKey));
        var input = Hmac(shared, [.. "WebPush: info\0"u8, .. Key, .. sender, 1]);
        var start = Hmac(salt, input);
        var key = Hmac(start, [.. "Content-Encoding: aes128gcm\0"u8, 1])[..16];
        var nonce = Hmac(start, [.. "Content-Encoding: nonce\0"u8, 1])[..12];

        var padded = new byte[record.Length - 16];
        using var aes = new AesGcm(key, 16);
        aes.Decrypt(nonce, record[..^16], record[^16..], padded);
        Assert.Equal(2, padded[^1]);
        return padded[..^1];
    }

    public void Dispose() => pair.Dispose();

    private static byte[] Hmac(byte[] key, byte[] data) => HMACSHA256.HashData(key, data);
}
